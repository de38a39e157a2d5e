"""One turn: the groups of one market found again, what differs written and published.

    a stale market, nobody else's -> its marks -> declarations, lives, groups, settings
        -> find -> [groups + events + marks removed]

One transaction. It reads what was committed before the marks, which are of the same transactions:
what is committed later has marks of its own. Nothing is written before the groups are found, so a
long turn holds up no one who reads the outbox in order.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from boucle.matching import declared
from boucle.matching.groups import sharings, stale, store
from boucle.matching.groups.alone import Failed
from boucle.matching.groups.contained import found_in
from boucle.matching.groups.decisions import Differences, acted_on, differences, refusing, standing
from boucle.matching.groups.inputs import MarketInputs
from boucle.matching.groups.parameters import parameters_of
from boucle.matching.kinds.markets import groups_from_nothing, groups_of
from boucle.matching.lives.group_changes import follow_groups
from boucle.matching.lives.group_qualifying import qualify, sure_ones
from boucle.matching.markets.joining import follow_growth
from boucle.matching.markets.metrics import logged
from boucle.matching.threads import computed
from boucle.platform.clock import Clock
from boucle.platform.db import Session, WriteSession
from boucle.platform.telemetry import trace

_LONG: Final = timedelta(seconds=150)
"""Longer than a turn may take: a frozen process holds nothing meanwhile but its market."""


async def read_inputs(session: Session, market: str) -> MarketInputs:
    """Read the inputs of a market. Raises FoundByNewerRelease."""
    found = await sharings.of_market(session, market)
    known_lives = await store.lives_of_market(session, market)
    lives = acted_on(known_lives)
    found = standing(found, lives, refusing(known_lives))
    sirens = {one.body.territory for one in found}
    sirens |= {member.territory for one in lives for member in one.group.members}
    territories = await declared.territories(session, sirens)
    parameters = {
        siren: parameters_of(territories[siren].territory if siren in territories else None)
        for siren in sirens
    }
    return MarketInputs(market, tuple(found), lives, parameters)


async def take_turn(
    session: WriteSession,
    skipped: Collection[str],
    clock: Clock,
    processed: list[str],
    failed: Failed = logged,
) -> Differences | None:
    """Process the market that waits longest, except ``skipped``, and append it to ``processed``;
    None: none waits. ``failed``: called with each group that an error keeps as it is. Raises
    FoundByNewerRelease."""
    market = await stale.take(session, skipped)
    if market is None:
        return None
    processed.append(market)
    marks = await stale.marks(session, market)
    if not marks.ids:  # whoever had it looked at it meanwhile
        return Differences((), frozenset())
    different = await find_differences(session, market, failed)
    if different.any:
        different = await write(session, market, different, marks.cause, clock(), failed)
    await follow_growth(session, market, failed, now=clock())
    await stale.done(session, marks)
    return different


async def find_differences(
    session: WriteSession, market: str, failed: Failed = logged
) -> Differences:
    """Compare the groups of a locked market with those published. One that people act on and that
    cannot be weighed stays as it was published. Raises FoundByNewerRelease."""
    inputs = await read_inputs(session, market)
    published = await store.of_market(session, market)
    size = len(inputs.declared)
    if size:
        await session.may_compute(_LONG)
    groups, anew = groups_of(market), groups_from_nothing(market)
    found = await computed(lambda: found_in(inputs, groups, anew), size)
    for failure in found.failures:
        failed("find", failure.id, failure.error)
    known = {id_: one.group for id_, one in published.items()}
    kept = [known[one.id] for one in found.failures if one.id in known]
    return differences([*found.groups, *kept], known)


async def write(
    session: WriteSession,
    market: str,
    different: Differences,
    cause: trace.Trace | None,
    now: datetime,
    failed: Failed = logged,
) -> Differences:
    """Write and publish them, caused by ``cause``. Return those written: groups that the policy has
    yet to weigh wait, and the market is looked at again."""
    if cause is None:
        return await _write(session, market, different, now, failed)
    with trace.following(cause.correlation_id, cause.causation_id):
        return await _write(session, market, different, now, failed)


async def _write(
    session: WriteSession, market: str, different: Differences, now: datetime, failed: Failed
) -> Differences:
    sure, waiting = await sure_ones(session, market, different.changed, failed)
    changed = tuple(one for one in different.changed if one.synergy_id not in waiting)
    met = await store.write(session, market, changed, different.lost, now)
    await stale.mark_stale(session, met | {market} if waiting else met)
    await follow_groups(session, changed, failed, now=now)
    await qualify(session, sure, failed, now=now)
    return Differences(changed, different.lost)
