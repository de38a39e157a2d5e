"""The metrics that the services expose, read from their real ``/metrics``; and what is asked of
them by rules, alerts and dashboards."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import httpx
import promql_parser
import yaml
from prometheus_client.parser import text_string_to_metric_families

from boucle.platform.http.app import create_app
from boucle.platform.process.runtime import api_tasks, other_tasks, worker_tasks
from boucle.platform.process.service import build_app, build_resources
from boucle.platform.settings import example_settings
from tests.contract.openapi.services import SERVICES

OBSERVABILITY = Path(__file__).parents[3] / "deploy" / "observability"
RULES = OBSERVABILITY / "prometheus"
DASHBOARDS = sorted((OBSERVABILITY / "grafana" / "dashboards").glob("*.json"))
PROMETHEUS_S_OWN = frozenset({"up", "ALERTS"})
_SUFFIXES = {"counter": ("_total",), "histogram": ("_bucket", "_count", "_sum"), "gauge": ("",)}


async def metrics_of(service: Any, role: str) -> str:
    """The text of ``/metrics`` of one process, made as it is made when it runs; it reaches
    neither Postgres nor Kafka."""
    resources = build_resources(service, example_settings(service.settings), role=role)
    try:
        async with service.lifespan(resources):
            if role == "worker":
                worker_tasks(service, resources)
            elif role != "api":
                other_tasks(service, role, resources)
            if role == "api":
                api_tasks(resources)
                app = build_app(service, resources)
            else:
                app = create_app(f"{service.name} {role}", resources, ())
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://boucle") as client:
                await client.get("/healthz")  # so that a request was measured
                return (await client.get("/metrics")).text
    finally:
        await resources.close()


def series_of(text: str) -> Iterator[str]:
    """The names of series, as PromQL knows them."""
    for family in text_string_to_metric_families(text):
        for suffix in _SUFFIXES.get(family.type, ("", "_info")):
            yield f"{family.name}{suffix}"


def roles(service: Any) -> tuple[str, ...]:
    return ("api", "worker", *service.processes)


def exposed() -> frozenset[str]:
    """Every series that some process exposes."""

    async def all_of_them() -> list[str]:
        places = [(service, role) for service in SERVICES for role in roles(service)]
        return [await metrics_of(service, role) for service, role in places]

    return frozenset(name for text in asyncio.run(all_of_them()) for name in series_of(text))


def rules(file: str) -> list[dict[str, Any]]:
    groups = yaml.safe_load((RULES / file).read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


def recorded() -> frozenset[str]:
    return frozenset(rule["record"] for rule in rules("rules.yml"))


def selected(expression: str) -> set[str]:
    """The series that an expression selects. Raises ValueError when it is no PromQL."""
    names: set[str] = set()

    def visit(node: Any) -> None:
        if isinstance(node, promql_parser.VectorSelector) and node.name:
            names.add(node.name)

    promql_parser.walk(promql_parser.parse(expression), visit)
    return names


def panels(dashboard: Path) -> Iterator[dict[str, Any]]:
    for panel in json.loads(dashboard.read_text())["panels"]:
        yield panel
        yield from panel.get("panels", ())


def expressions(dashboard: Path) -> Iterable[tuple[str, str]]:
    """(panel's title, expression), variables replaced by what Grafana would put in."""
    for panel in panels(dashboard):
        for target in panel.get("targets", ()):
            expression = target["expr"].replace("$__rate_interval", "1m")
            yield panel["title"], expression.replace("$service", "registry")
