"""``audit``: compares the published set with a full recompute, on one snapshot of the tables.

    snapshot of the tables -> where does the log end now? -> was all of it applied? -> compare

Lists are computed from the log; settings and lives are rows. They are of one moment only if the
lists and the consumer of settings have read all of the log, and the log holds all lives. The end of
the log is asked for *after* the snapshot is taken: lists that had reached it were not in the middle
of a turn. What happens while the snapshot is read does not matter: a moment between two events is
enough.
"""

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
from boucle.common.bus import Bus, Place
from boucle.common.consuming import progress
from boucle.common.db import Database, ReadSession
from boucle.common.events.registry import Flow
from boucle.common.process import Resources, Service
from boucle.common.process.verdict import exit_with_verdict
from boucle.common.recovery.verdict import DIFFERENT, NOT_DONE, SAME, NotComparable, first_of
from boucle.matching import declared
from boucle.matching.lists.partitions import (
    SOURCES,
    TO_REFRESH,
    Partition,
    StoredFlow,
    read_flows,
    read_partitions,
    why_incomplete,
)
from boucle.matching.lives import consumers, store
from boucle.matching.operations.audit.compare import (
    AuditInputs,
    AuditReport,
    StoredEntry,
    StoredResults,
    compare,
)
from boucle.matching.scoring import FlowRow, Rules
from boucle.matching.scoring.wire import UnusableEvent, fact_of, row_of, settings_of

_PAUSE_S: Final = 0.5
_CHUNK: Final = 500

_flow = msgspec.json.Decoder(Flow)

Wait = Annotated[
    float, typer.Option("--wait", min=0, help="Seconds to wait until the lists are at rest.")
]


@dataclass(frozen=True, slots=True)
class TableState:
    """How far every table had come at one moment. ``settings``: positions of their consumer;
    ``to_refresh``, ``unsent``: rows that wait."""

    partitions: Mapping[int, Partition]
    settings: Mapping[Place, int]
    to_refresh: int
    unsent: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the tables hold at one moment."""

    inputs: AuditInputs
    stored: StoredResults


def audit_command(service: Callable[[], Service[Any]]) -> Callable[..., None]:
    """The command, for ``Service.commands``."""

    def command(wait: Wait = 30.0) -> None:
        """Compare all lists with a full recompute, and lives' figures with their inputs. Exit
        status: 0 equal, 1 different, 2 not done."""

        async def audited(resources: Resources[Any]) -> int:
            rules = Rules(load_catalogue())
            return await audit(resources.database, resources.bus, rules, wait, typer.echo)

        exit_with_verdict(service(), "audit", audited)

    return command


async def audit(
    database: Database, bus: Bus, rules: Rules, wait: float, say: Callable[[str], None]
) -> int:
    """Wait up to ``wait`` seconds for such a moment, compare, print the differences. Returns the
    exit status."""
    began = time.monotonic()
    try:
        snapshot = await at_rest(database, bus, rules, wait)
    except NotComparable as why:
        say(f"not comparable now: {why}")
        return NOT_DONE
    report = await asyncio.to_thread(compare, snapshot.inputs, snapshot.stored, rules)
    for line in _lines(report, time.monotonic() - began):
        say(line)
    return DIFFERENT if report.differences else SAME


def _lines(report: AuditReport, seconds: float) -> Iterable[str]:
    yield from first_of(report.differences)
    yield (
        f"{report.flows} flows, {report.lists} lists, {report.pairs} pairs, {report.lives} lives "
        "compared "
        f"in {seconds:.1f} s; differences: {len(report.differences)}"
    )


async def at_rest(database: Database, bus: Bus, rules: Rules, wait: float) -> Snapshot:
    """A snapshot of one moment. Raises NotComparable when there is none within ``wait`` seconds."""
    deadline = time.monotonic() + wait
    async with bus.reader(SOURCES) as reader:
        while True:
            async with database.read(snapshot=True) as session:
                state = await _read_state(session)
                why = why_not_at_rest(state, await reader.end_offsets(), rules)
                if why is None:
                    return await _snapshot(session, rules)
            if time.monotonic() >= deadline:
                raise NotComparable(f"{why} (waited {wait:g} s)")
            await asyncio.sleep(_PAUSE_S)


def why_not_at_rest(state: TableState, ends: Mapping[Place, int], rules: Rules) -> str | None:
    """Why these tables are not of one moment, or None. ``ends``: of the log, asked for later."""
    why = why_incomplete(ends, state.partitions, state.to_refresh, rules)
    if why is not None:
        return why
    if state.unsent:
        return f"steps of lives that the relay has not sent: {state.unsent}"
    late = Counter[str]()
    for (topic, partition), end in ends.items():
        if topic == "territory" and state.settings.get((topic, partition), 0) != end:
            late["settings"] += 1
    for row in state.partitions.values():
        late["lists"] += any(
            row.positions.get(topic, {}).get(partition, 0) != end
            for (topic, partition), end in ends.items()
        )
    waiting = ", ".join(f"the {what} of {number} partitions" for what, number in (+late).items())
    return f"{waiting} have not read all of the log" if waiting else None


# --- reading -------------------------------------------------------------------------------


_UNSENT = "SELECT count(*) FROM outbox WHERE 'life' = ANY(string_to_array(topic, ' '))"
_ENTRIES = """
SELECT owner, partner, rank, gives, synergy_id FROM entry ORDER BY owner, rank DESC, partner
"""


async def _read_state(session: ReadSession) -> TableState:
    owners = await progress.load(session, consumers.SITES)
    return TableState(
        partitions=await read_partitions(session),
        settings={position.place: position.next_offset for position in owners},
        to_refresh=await session.fetchval(TO_REFRESH),
        unsent=await session.fetchval(_UNSENT),
    )


async def _snapshot(session: ReadSession, rules: Rules) -> Snapshot:
    flows: list[FlowRow] = []
    async for chunk in read_flows(session, _CHUNK):
        flows += _rows(chunk, rules)
    settings = await declared.territories(session)
    lives = await store.lives(session)
    inputs = AuditInputs(
        flows=tuple(flows),
        settings={
            siren: settings_of(one.territory, one.version, rules) for siren, one in settings.items()
        },
        lives=tuple(
            fact for one in lives if (fact := fact_of(one.life, one.version, rules)) is not None
        ),
    )
    kept = tuple((one.life, one.inputs) for one in lives if one.inputs is not None)
    return Snapshot(inputs, StoredResults(await read_lists(session), kept))


async def read_lists(session: ReadSession) -> dict[int, tuple[StoredEntry, ...]]:
    """The stored lists, by flow."""
    driver = await session.driver()
    lists: dict[int, list[StoredEntry]] = {}
    async for owner, partner, *rest in driver.cursor(_ENTRIES, prefetch=_CHUNK):
        lists.setdefault(owner.int, []).append(StoredEntry(partner.int, *rest))
    return {flow: tuple(each) for flow, each in lists.items()}


def _rows(stored: Iterable[StoredFlow], rules: Rules) -> list[FlowRow]:
    """Those that take part, as the worker reads them."""
    found = []
    for one in stored:
        with suppress(UnusableEvent):  # of use to an older catalogue, not to this one
            row = None if one.withdrawn else row_of(_flow.decode(one.body), one.version, rules)
            if row is not None:
                found.append(row)
    return found
