"""Rules, alerts and dashboards ask only for what is exposed; every alert has its page and tests."""

import re
from pathlib import Path

import pytest
import yaml

from boucle.local.services import STATELESS
from tests.contract.observability import exposed as of
from tests.contract.openapi.services import SERVICES

ROOT = Path(__file__).parents[3]
ALERTS = of.rules("alerts.yml")
NAMES = [rule["alert"] for rule in ALERTS]
HEADINGS = ("## What it means", "## What to look at", "## What to do")


@pytest.fixture(scope="module")
def known() -> frozenset[str]:
    return of.exposed() | of.recorded() | of.PROMETHEUS_S_OWN


def test_a_name_that_nobody_exposes_is_found(known: frozenset[str]) -> None:
    assert of.selected("rate(boucle_mail_sent_total[5m])") <= known
    assert of.selected("rate(boucle_mail_sent[5m])") - known == {"boucle_mail_sent"}


@pytest.mark.parametrize("rule", [*of.rules("rules.yml"), *ALERTS], ids=str)
def test_rules_ask_for_what_is_exposed(rule: dict[str, str], known: frozenset[str]) -> None:
    assert of.selected(rule["expr"]) <= known


@pytest.mark.parametrize("dashboard", of.DASHBOARDS, ids=lambda path: path.stem)
def test_dashboards_ask_for_what_is_exposed(dashboard: Path, known: frozenset[str]) -> None:
    asked = list(of.expressions(dashboard))
    assert len(asked) >= 10
    missing = {title: of.selected(expression) - known for title, expression in asked}
    assert {title: names for title, names in missing.items() if names} == {}


def test_there_are_two_dashboards() -> None:
    assert [path.stem for path in of.DASHBOARDS] == ["operator", "service"]


def test_panels_have_their_own_place(known: frozenset[str]) -> None:
    for dashboard in of.DASHBOARDS:
        taken: set[tuple[int, int]] = set()
        for panel in of.panels(dashboard):
            at = panel["gridPos"]
            cells = {
                (x, y)
                for x in range(at["x"], at["x"] + at["w"])
                for y in range(at["y"], at["y"] + at["h"])
            }
            assert max(x for x, _ in cells) < 24, panel["title"]
            assert not cells & taken, panel["title"]
            taken |= cells


def test_every_process_is_looked_at_and_missed_when_it_is_absent() -> None:
    jobs = yaml.safe_load((of.RULES / "prometheus.yml").read_text())["scrape_configs"]
    looked_at = {name for job in jobs for name in job["dns_sd_configs"][0]["names"]}
    (absent,) = (rule["expr"] for rule in ALERTS if rule["alert"] == "ProcessAbsent")
    missed = {"-".join(pair) for pair in re.findall(r'service="(\w+)",role="(\w+)"', absent)}
    processes = {f"{one.name}-{kind}" for one in SERVICES for kind in of.roles(one)}
    processes |= {f"{one.name}-api" for one in STATELESS}
    assert looked_at == missed == processes


def test_there_are_at_least_twelve_alerts_each_once() -> None:
    assert len(NAMES) == len(set(NAMES)) >= 12


@pytest.mark.parametrize("rule", ALERTS, ids=NAMES)
def test_an_alert_says_whom_it_concerns_and_where_to_read_on(
    rule: dict[str, dict[str, str]],
) -> None:
    assert rule["labels"]["severity"] in {"page", "warn"}
    page = ROOT / rule["annotations"]["runbook"]
    text = page.read_text()
    assert text.startswith(f"# {rule['alert']}\n")
    found = [text.index(heading) for heading in HEADINGS]
    assert found == sorted(found)
    assert "`" in text[found[1] :], "a page without a command"


def test_no_page_is_left_of_an_alert_that_is_gone() -> None:
    pages = {path.stem for path in (ROOT / "docs" / "runbooks").glob("*.md")} - {"README"}
    assert pages == set(NAMES)


def test_every_alert_has_a_test_that_fires_it_and_one_that_does_not() -> None:
    fired: set[str] = set()
    not_fired: set[str] = set()
    for file in of.RULES.glob("*.test.yml"):
        for test in yaml.safe_load(file.read_text())["tests"]:
            for one in test["promql_expr_test"]:
                [name] = re.findall(r'alertname="(\w+)"', one["expr"])
                (fired if one["exp_samples"] else not_fired).add(name)
    assert fired == not_fired == set(NAMES)
