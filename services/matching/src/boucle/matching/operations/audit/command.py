"""``audit``: compares the published set with that of an engine that starts from nothing, on one
snapshot of the tables.

    snapshot of the tables -> where does the log end now? -> was all of it stored? -> compare
    they differ -> the same once all lists have read all of the log -> compare again

Lists are computed from the log; flows, settings and lives are rows. These are of one moment only if
each partition has stored its own flows and the consumer of settings has read all, and the log holds
all lives. The end of the log is asked for *after* the snapshot is taken: who had reached it was not
in the middle of a turn. What happens while the snapshot is read does not matter: a moment between
two events is enough.

Lists that equal those made again are right, however far they say that they have read: their owners
move the positions of what an event touched, and the others' once a second only. While flows change
five times a second, hardly ever do all say the end at once. Lists that differ may have to follow
yet, so only then all are waited for.
"""

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Annotated, Any, Final

import msgspec
import typer

from boucle.catalogue.loading.loader import load_catalogue
from boucle.contract.events.registry import Flow
from boucle.contract.given import REGISTRY_VERSIONS
from boucle.matching import declared
from boucle.matching.lists.partitions import (
    SOURCES,
    TO_REFRESH,
    Partition,
    read_flows,
    read_partitions,
    why_incomplete,
)
from boucle.matching.lists.stored_flow import StoredFlow
from boucle.matching.lives import consumers, store
from boucle.matching.operations.audit.compare import (
    AuditInputs,
    AuditReport,
    StoredEntry,
    StoredResults,
    compare,
)
from boucle.matching.operations.audit.groups import audit_groups
from boucle.matching.operations.audit.versions import audit_versions
from boucle.matching.scoring import FlowInputs, Rules
from boucle.matching.scoring.wire import UnusableEvent, fact_of, row_of, settings_of
from boucle.platform.bus import Bus, Place
from boucle.platform.consuming import progress
from boucle.platform.db import Database, ReadSession
from boucle.platform.process.cli import OperatorToken
from boucle.platform.process.service import Resources, Service
from boucle.platform.process.verdict import exit_with_verdict
from boucle.platform.recovery.given import NotAsked
from boucle.platform.recovery.verdict import DIFFERENT, NOT_DONE, SAME, NotComparable, first_of

_PAUSE_S: Final = 0.1
_CHUNK: Final = 500

_flow = msgspec.json.Decoder(Flow)

Wait = Annotated[float, typer.Option("--wait", min=0, help="Seconds to wait until all is at rest.")]


@dataclass(frozen=True, slots=True)
class TableState:
    """How far every table had come at one moment. ``settings``: positions of their consumer;
    ``to_refresh``, ``unsent``: rows that wait."""

    partitions: Mapping[int, Partition]
    settings: Mapping[Place, int]
    to_refresh: int
    unsent: int


@dataclass(frozen=True, slots=True)
class AuditSnapshot:
    """What the tables hold at one moment."""

    inputs: AuditInputs
    stored: StoredResults


def audit_command(service: Callable[[], Service[Any]]) -> Callable[..., None]:
    """The command, for ``Service.commands``."""

    def command(wait: Wait = 30.0, token: OperatorToken = None) -> None:
        """Compare all lists and groups with those made from nothing, lives' figures with their
        inputs, and the versions of what was declared with registry's. Exit status: 0 equal, 1
        different, 2 not done."""

        async def audited(resources: Resources[Any]) -> int:
            rules = Rules(load_catalogue())
            lists = await audit(resources.database, resources.bus, rules, wait, typer.echo)
            groups = await audit_groups(resources.database, wait, typer.echo)
            versions = await _versions(resources, token, wait, typer.echo)
            verdicts = (lists, groups, versions)
            return DIFFERENT if DIFFERENT in verdicts else max(verdicts)

        exit_with_verdict(service(), "audit", audited)

    return command


async def _versions(
    resources: Resources[Any], token: str | None, wait: float, say: Callable[[str], None]
) -> int:
    """Without a token, what lists and groups are is said all the same, and the verdict theirs."""
    try:
        given = REGISTRY_VERSIONS.asked(resources.settings, token)
        return await audit_versions(resources.database, resources.bus, given, wait, say)
    except NotAsked as why:
        say(f"versions not compared with registry: {why}")
        return NOT_DONE if token else SAME


async def audit(
    database: Database, bus: Bus, rules: Rules, wait: float, say: Callable[[str], None]
) -> int:
    """Wait up to ``wait`` seconds for such a moment, compare, print the differences. Returns the
    exit status. What differs is waited for once more, until all lists have followed."""
    began = time.monotonic()
    try:
        report = await _compared(await at_rest(database, bus, rules, wait, lists=False), rules)
        if report.differences:
            report = await _compared(await at_rest(database, bus, rules, wait), rules)
    except NotComparable as why:
        say(f"not comparable now: {why}")
        return NOT_DONE
    for line in _lines(report, time.monotonic() - began):
        say(line)
    return DIFFERENT if report.differences else SAME


async def _compared(snapshot: AuditSnapshot, rules: Rules) -> AuditReport:
    from boucle.matching.operations.audit.from_nothing import (  # noqa: PLC0415  with numba
        lists_from_nothing,
    )

    def compared() -> AuditReport:
        expected = lists_from_nothing(snapshot.inputs, rules)
        return compare(snapshot.inputs, snapshot.stored, expected, rules)

    return await asyncio.to_thread(compared)


def _lines(report: AuditReport, seconds: float) -> Iterable[str]:
    yield from first_of(report.differences)
    yield (
        f"{report.flows} flows, {report.lists} lists, {report.pairs} pairs, {report.lives} lives "
        "compared "
        f"in {seconds:.1f} s; differences: {len(report.differences)}"
    )


async def at_rest(
    database: Database, bus: Bus, rules: Rules, wait: float, *, lists: bool = True
) -> AuditSnapshot:
    """A snapshot of one moment, at which the lists too have read all unless not ``lists``. Raises
    NotComparable when there is none within ``wait`` seconds."""
    deadline = time.monotonic() + wait
    async with bus.reader(SOURCES) as reader:
        while True:
            async with database.read(snapshot=True) as session:
                state = await _read_state(session)
                why = why_not_at_rest(state, await reader.end_offsets(), rules, lists=lists)
                if why is None:
                    return await _snapshot(session, rules)
            if time.monotonic() >= deadline:
                raise NotComparable(f"{why} (waited {wait:g} s)")
            await asyncio.sleep(_PAUSE_S)


def why_not_at_rest(
    state: TableState, ends: Mapping[Place, int], rules: Rules, *, lists: bool
) -> str | None:
    """Why these tables are not of one moment, or None. ``ends``: of the log, asked for later;
    ``lists``: whether these have to have read all of it, too."""
    why = why_incomplete(ends, state.partitions, state.to_refresh, rules)
    if why is not None:
        return why
    if state.unsent:
        return f"steps of lives that the relay has not sent: {state.unsent}"
    settings = sum(
        state.settings.get(place, 0) != end
        for place, end in ends.items()
        if place[0] == "territory"
    )
    unread = {number: _unread(row, ends) for number, row in state.partitions.items()}
    flows = any(("flow", number) in places for number, places in unread.items())
    behind = sum(map(bool, unread.values()))
    if not (settings or flows or (lists and behind)):
        return None
    late = {"settings": settings, "lists": behind}
    waiting = ", ".join(f"the {what} of {n} partitions" for what, n in late.items() if n)
    return f"{waiting} have not read all of the log"


def _unread(row: Partition, ends: Mapping[Place, int]) -> set[Place]:
    """What its lists have not read all of."""
    return {
        (topic, partition)
        for (topic, partition), end in ends.items()
        if row.positions.get(topic, {}).get(partition, 0) != end
    }


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


async def _snapshot(session: ReadSession, rules: Rules) -> AuditSnapshot:
    flows: list[FlowInputs] = []
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
    return AuditSnapshot(inputs, StoredResults(await read_lists(session), kept))


async def read_lists(session: ReadSession) -> dict[int, tuple[StoredEntry, ...]]:
    """The stored lists, by flow."""
    driver = await session.driver()
    lists: dict[int, list[StoredEntry]] = {}
    async for owner, partner, *rest in driver.cursor(_ENTRIES, prefetch=_CHUNK):
        lists.setdefault(owner.int, []).append(StoredEntry(partner.int, *rest))
    return {flow: tuple(each) for flow, each in lists.items()}


def _rows(stored: Iterable[StoredFlow], rules: Rules) -> list[FlowInputs]:
    """Those that take part, as the worker reads them."""
    found = []
    for one in stored:
        with suppress(UnusableEvent):  # of use to an older catalogue, not to this one
            row = None if one.withdrawn else row_of(_flow.decode(one.body), one.version, rules)
            if row is not None:
                found.append(row)
    return found
