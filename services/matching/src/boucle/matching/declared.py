"""Store what companies and territories declared: flows and settings."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

import msgspec

from boucle.contract.events.registry import Flow, Territory
from boucle.platform.db import Session, WriteSession
from boucle.platform.events import Event

_FLOWS = "SELECT flow_id, version, withdrawn, body FROM owned_flow WHERE flow_id = ANY($1::uuid[])"
_TERRITORIES = """
SELECT siren, version, body FROM territory_settings WHERE $1::text[] IS NULL OR siren = ANY($1)
"""
_BEGUN = """
SELECT EXISTS (SELECT FROM owned_flow) OR EXISTS (SELECT FROM progress WHERE consumer = $1)
"""
_KEEP_TERRITORY = """
INSERT INTO territory_settings AS kept (siren, version, body) VALUES ($1, $2, $3)
ON CONFLICT (siren) DO UPDATE SET version = excluded.version, body = excluded.body
WHERE kept.version < excluded.version
"""

_flow = msgspec.json.Decoder(Flow)
_territory = msgspec.json.Decoder(Territory)


@dataclass(frozen=True, slots=True)
class DeclaredFlow:
    flow: Flow
    version: int
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class DeclaredTerritory:
    """A territory with its settings, at the version last read."""

    territory: Territory
    version: int


async def flows(session: Session, flow_ids: Iterable[UUID]) -> dict[UUID, DeclaredFlow]:
    """Return flows as the lists' worker last stored them, with withdrawn ones."""
    rows = await session.fetch(_FLOWS, list(flow_ids))
    return {
        row["flow_id"]: DeclaredFlow(_flow.decode(row["body"]), row["version"], row["withdrawn"])
        for row in rows
    }


async def has_begun(session: Session, worker: str) -> bool:
    """Tell whether the worker that stores flows ever began to read."""
    return bool((await session.fetch(_BEGUN, worker))[0][0])


async def territories(
    session: Session, sirens: Iterable[str] | None = None
) -> dict[str, DeclaredTerritory]:
    """Return the territories of these SIREN; None: all."""
    rows = await session.fetch(_TERRITORIES, None if sirens is None else list(sirens))
    return {
        row["siren"]: DeclaredTerritory(_territory.decode(row["body"]), row["version"])
        for row in rows
    }


async def save_territory(session: WriteSession, event: Event[Territory]) -> None:
    driver = await session.driver()
    body = msgspec.json.encode(event.data)
    await driver.execute(_KEEP_TERRITORY, event.data.siren, event.entity_version, body)
