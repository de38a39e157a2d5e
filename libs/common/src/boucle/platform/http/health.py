"""Serve ``/healthz`` (the process answers), ``/readyz`` (its dependencies answer), ``/metrics``."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from boucle.platform.http.authentication import public

_PATIENCE = 3.0


class NotReady(RuntimeError):
    """A check failed; the message says why in one line."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to check. ``probe`` returns facts to show, or raises NotReady (or any error). Not
    ``required``: it is shown, but the process serves without it."""

    name: str
    probe: Callable[[], Awaitable[Mapping[str, object]]]
    required: bool = True


@dataclass(frozen=True, slots=True)
class _Outcome:
    ok: bool
    required: bool
    facts: Mapping[str, object] = field(default_factory=dict)


def health_router(checks: Callable[[], list[Check]], metrics: CollectorRegistry) -> APIRouter:
    """Return the routes; ``checks`` is called at each request."""
    router = APIRouter(include_in_schema=False)

    @router.get("/healthz")
    @public
    async def healthz() -> dict[str, str]:
        return {"status": "alive"}

    @router.get("/readyz")
    @public
    async def readyz() -> JSONResponse:
        present = checks()
        outcomes = await asyncio.gather(*map(_run, present))
        ready = all(outcome.ok or not outcome.required for outcome in outcomes)
        shown = {
            check.name: {"ok": outcome.ok, "required": outcome.required, **outcome.facts}
            for check, outcome in zip(present, outcomes, strict=True)
        }
        status = "ready" if ready else "not ready"
        return JSONResponse({"status": status, "checks": shown}, 200 if ready else 503)

    @router.get("/metrics")
    @public
    async def measures() -> Response:
        return Response(generate_latest(metrics), media_type=CONTENT_TYPE_LATEST)

    return router


async def _run(check: Check) -> _Outcome:
    try:
        async with asyncio.timeout(_PATIENCE):
            return _Outcome(True, check.required, await check.probe())
    except TimeoutError:
        return _Outcome(False, check.required, {"cause": f"no answer within {_PATIENCE:g} s"})
    except NotReady as error:
        return _Outcome(False, check.required, {"cause": str(error)})
    except Exception as error:  # noqa: BLE001 - whatever a check raises, it is not ready
        return _Outcome(False, check.required, {"cause": type(error).__name__})
