"""``audit``: the published set against a recompute, on one snapshot of a moment's rest.

    a moment's tables (one snapshot) -> where the log ends now -> all applied by then? -> compare

Lists stand on the log, settings and lives are rows: they are of one moment only when the lists, and
who keeps the settings, have read all of the log, and the log holds all lives. The end of the log is
asked for *after* the snapshot is taken: lists that reached it were not amid a turn then. What
happens while the snapshot is read and compared does not matter: a moment between two events is all
the rest it takes.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, Any, Final

import msgspec
import typer

from boucle.catalogue.loader import load_catalogue
from boucle.common import progress
from boucle.common.bus import Bus, Place
from boucle.common.db import Database, ReadSession
from boucle.common.events.matching import Synergy
from boucle.common.events.registry import Flow
from boucle.common.process import Resources, Service
from boucle.common.process.verdict import exit_with_verdict
from boucle.common.verdict import DIFFERENT, NOT_DONE, SAME, NotComparable, first_of
from boucle.matching.lists import partitions as ownership
from boucle.matching.lists.partitions import SOURCES, Partition, StoredFlow
from boucle.matching.lives import consumers, store
from boucle.matching.operations.audit.compare import Inputs, Kept, Report, compare, digest
from boucle.matching.reference.recompute import Published
from boucle.matching.scoring import RULES_VERSION, FlowRow, Rules
from boucle.matching.scoring.wire import UnusableEvent, fact_of, row_of, settings_of

_PAUSE_S: Final = 0.5
_CHUNK: Final = 500

_flow = msgspec.json.Decoder(Flow)
_synergy = msgspec.json.Decoder(Synergy)

Wait = Annotated[
    float, typer.Option("--wait", min=0, help="Seconds to wait until the lists are at rest.")
]


@dataclass(frozen=True, slots=True)
class Standing:
    """How far everything had come at one moment."""

    partitions: Mapping[int, Partition]
    settings: Mapping[Place, int]
    to_mend: int
    unsent: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What one moment's tables hold."""

    inputs: Inputs
    kept: Kept


def audit_command(service: Callable[[], Service[Any]]) -> Callable[..., None]:
    """The command, for ``Service.commands``."""

    def command(wait: Wait = 30.0) -> None:
        """Compare all lists and pairs with a full recompute. Exit status: 0 equal, 1 different, 2
        not done."""

        async def audited(resources: Resources[Any]) -> int:
            rules = Rules(load_catalogue())
            return await audit(resources.database, resources.bus, rules, wait, typer.echo)

        exit_with_verdict(service(), "audit", audited)

    return command


async def audit(
    database: Database, bus: Bus, rules: Rules, wait: float, say: Callable[[str], None]
) -> int:
    """Wait up to ``wait`` seconds for rest, compare, say what differs. Returns the exit status."""
    began = time.monotonic()
    try:
        snapshot = await at_rest(database, bus, rules, wait)
    except NotComparable as why:
        say(f"not comparable now: {why}")
        return NOT_DONE
    report = await asyncio.to_thread(compare, snapshot.inputs, snapshot.kept, rules)
    for line in _lines(report, time.monotonic() - began):
        say(line)
    return DIFFERENT if report.differences else SAME


def _lines(report: Report, seconds: float) -> Iterable[str]:
    yield from first_of(report.differences)
    yield (
        f"{report.flows} flows, {report.lists} lists, {report.pairs} pairs compared "
        f"in {seconds:.1f} s; differences: {len(report.differences)}"
    )


async def at_rest(database: Database, bus: Bus, rules: Rules, wait: float) -> Snapshot:
    """A snapshot of one moment. Raises NotComparable when there is none within ``wait`` seconds."""
    deadline = time.monotonic() + wait
    made_by = f"{rules.version}.{RULES_VERSION}"
    async with bus.reader(SOURCES) as reader:
        while True:
            async with database.read(snapshot=True) as session:
                standing = await _standing(session)
                why = unrest(standing, await reader.end_offsets(), made_by)
                if why is None:
                    return await _snapshot(session, rules)
            if time.monotonic() >= deadline:
                raise NotComparable(f"{why} (waited {wait:g} s)")
            await asyncio.sleep(_PAUSE_S)


def unrest(standing: Standing, ends: Mapping[Place, int], made_by: str) -> str | None:
    """Why these tables are not of one moment, or None. ``ends``: of the log, asked for later."""
    if standing.to_mend:
        return f"left to mend after a wide change: {standing.to_mend}"
    if standing.unsent:
        return f"steps of lives that the relay has not sent: {standing.unsent}"
    late = Counter[str]()
    for (topic, partition), end in sorted(ends.items()):
        if topic == "flow" and partition not in standing.partitions:
            return f"no worker ever owned partition {partition} of the flows"
        if topic == "territory" and standing.settings.get((topic, partition), 0) != end:
            late["settings"] += 1
    for row in standing.partitions.values():
        if row.catalogue != made_by:
            return f"catalogue {row.catalogue} made lists, this release has {made_by}"
        late["lists"] += any(
            row.positions.get(topic, {}).get(partition, 0) != end
            for (topic, partition), end in ends.items()
        )
    waiting = ", ".join(f"the {what} of {number} partitions" for what, number in (+late).items())
    return f"{waiting} have not read all of the log" if waiting else None


# --- reading -------------------------------------------------------------------------------

_TO_MEND = "SELECT count(*) FROM to_mend"
_UNSENT = "SELECT count(*) FROM outbox WHERE 'life' = ANY(string_to_array(topic, ' '))"
_LISTS = "SELECT flow_id, partners, ranks FROM list_row"
_PAIRS = """
SELECT offer_id, need_id, score, in_offer_list AND withdrawn_at IS NULL AS in_offer_list,
       in_need_list AND withdrawn_at IS NULL AS in_need_list, body
FROM pair WHERE in_offer_list OR in_need_list OR withdrawn_at IS NULL
"""


async def _standing(session: ReadSession) -> Standing:
    driver = await session.driver()
    owners = await progress.load(session, consumers.OWNERS)
    return Standing(
        partitions=await ownership.partitions(session),
        settings={position.place: position.next_offset for position in owners},
        to_mend=await driver.fetchval(_TO_MEND),
        unsent=await driver.fetchval(_UNSENT),
    )


async def _snapshot(session: ReadSession, rules: Rules) -> Snapshot:
    flows: list[FlowRow] = []
    async for chunk in ownership.flows(session, _CHUNK):
        flows += _rows(chunk, rules)
    settings = await store.territories(session)
    lives = await store.lives(session)
    inputs = Inputs(
        flows=tuple(flows),
        settings={
            siren: settings_of(one.territory, one.version, rules) for siren, one in settings.items()
        },
        lives=tuple(
            fact for one in lives if (fact := fact_of(one.life, one.version, rules)) is not None
        ),
    )
    return Snapshot(inputs, await read_kept(session))


async def read_kept(session: ReadSession) -> Kept:
    """The lists and pairs that the tables hold."""
    driver = await session.driver()
    lists = {
        row["flow_id"].int: tuple(
            (partner.int, rank) for partner, rank in zip(row["partners"], row["ranks"], strict=True)
        )
        for row in await driver.fetch(_LISTS)
        if row["partners"]
    }
    pairs: dict[tuple[int, int], Published] = {}
    told: dict[tuple[int, int], int] = {}
    async for row in driver.cursor(_PAIRS, prefetch=_CHUNK):  # bodies are large, and many
        pair = row["offer_id"].int, row["need_id"].int
        pairs[pair] = Published(row["score"], row["in_offer_list"], row["in_need_list"])
        told[pair] = _told(row["body"])
    return Kept(lists, pairs, told)


def _told(body: bytes) -> int:
    """0 where the body is no synergy at all."""
    with suppress(msgspec.MsgspecError):
        return digest(_synergy.decode(body))
    return 0


def _rows(stored: Iterable[StoredFlow], rules: Rules) -> list[FlowRow]:
    """Those that take part, as the worker reads them."""
    found = []
    for one in stored:
        with suppress(UnusableEvent):  # of use to an older catalogue, not to this one
            row = None if one.withdrawn else row_of(_flow.decode(one.body), one.version, rules)
            if row is not None:
                found.append(row)
    return found
