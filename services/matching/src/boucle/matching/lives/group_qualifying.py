"""Which groups the ``auto`` policy qualifies: those that carry themselves whatever stands behind
the copies of their members, so that nobody learns more by it than copies say; and of which nobody
loses, nor all together save less than the least gain."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any, Final, NamedTuple
from uuid import UUID

from boucle.contract.events.groups import Group
from boucle.matching.declared import DeclaredTerritory, territories
from boucle.matching.groups import sharings
from boucle.matching.groups.alone import Failed, alone
from boucle.matching.groups.parameters import parameters_of
from boucle.matching.kinds.coarse import ENDS
from boucle.matching.kinds.declarations import priced
from boucle.matching.kinds.detector import Declared, Detector, Parameters
from boucle.matching.kinds.markets import detector_of
from boucle.matching.lives import store
from boucle.matching.lives.commands import Qualify
from boucle.matching.lives.doubts import gain_doubts, least_gain
from boucle.matching.lives.group_previews import of_group, weighed
from boucle.matching.lives.kinds.group import GroupChanged
from boucle.matching.lives.use_cases import Actor, always, move
from boucle.matching.threads import computed
from boucle.platform.db import WriteSession

AT_ONCE: Final = 5
"""Groups that one turn weighs for the policy. What members of one that is sure are shown takes
several detections each, while rows are locked."""


class ForPolicy(NamedTuple):
    """``sure``: to be qualified once they are written. ``waiting``: not weighed yet, to be written
    by a later turn, which weighs them."""

    sure: Sequence[UUID]
    waiting: frozenset[UUID]


def is_sure(
    group: Group,
    market: str,
    declared: Mapping[UUID, Declared[Any]],
    detector: Detector[Any],
    parameters: Callable[[str], Parameters],
    least: Decimal,
) -> bool:
    """At the least, the nearest and the most that stands behind the copies of all its members, with
    steps of their prices: it may be, and saves ``least`` EUR a year. What it saves exactly plays no
    part: who varies his own price would read the others' by whether it is introduced."""
    for end in ENDS:
        copies = tuple(priced(one, end) for _, one in sorted(declared.items()))
        found = weighed(group, market, copies, detector.groups, parameters)
        if found is None or found.state != "proposed" or not _is_worth_a_mail(found, least):
            return False
    return True


async def sure_ones(
    session: WriteSession, market: str, groups: Iterable[Group], failed: Failed
) -> ForPolicy:
    """Of groups about to be written: those that nobody acted on yet, all of whose territories leave
    it to the policy; ``AT_ONCE`` are weighed, those that save most first. Computed before anything
    is written: it may take long."""
    viable = [one for one in groups if one.state == "viable"]
    known = await territories(session, _sirens(viable)) if viable else {}
    left_to_it = [one for one in viable if _is_left_to_it(one, known)]
    detector = detector_of(market)
    if not left_to_it or detector is None:
        return ForPolicy((), frozenset())
    declared = await sharings.of_market(session, market)
    looked_at, found, waiting = 0, [], set[UUID]()
    for group in sorted(left_to_it, key=_best_first):
        if looked_at == AT_ONCE:
            waiting.add(group.synergy_id)
            continue
        if await store.life(session, group.synergy_id) is not None:
            continue
        looked_at += 1
        members, least = of_group(group, declared), _least_gain(group, known)
        work = partial(is_sure, group, market, members, detector, partial(_of, known), least)
        async with alone(session, "policy", group.synergy_id, failed):
            if await computed(work, len(declared)):
                found.append(group.synergy_id)
    return ForPolicy(found, frozenset(waiting))


async def qualify(
    session: WriteSession, synergy_ids: Iterable[UUID], failed: Failed, *, now: datetime
) -> None:
    """These groups, which were just written; one whose life people began meanwhile is theirs. One
    of which a member withdrew meanwhile waits: its market is to be looked at again."""
    for synergy_id in synergy_ids:
        if await store.life(session, synergy_id) is None:
            command = always(Qualify(automatic=True))
            async with alone(session, "qualify", synergy_id, failed):
                with suppress(GroupChanged):
                    await move(session, synergy_id, command, actor=Actor("engine"), now=now)


def _best_first(group: Group) -> tuple[Decimal, UUID]:
    saved = group.figures.get("eur")
    least = None if saved is None else saved.low
    return -Decimal(least or 0), group.synergy_id


def _of(known: Mapping[str, DeclaredTerritory], siren: str) -> Parameters:
    return parameters_of(known[siren].territory if siren in known else None)


def _sirens(groups: Iterable[Group]) -> set[str]:
    return {siren for group in groups for siren in _territories(group)}


def _territories(group: Group) -> Collection[str]:
    return {group.territory, *(one.territory for one in group.members)}


def _is_worth_a_mail(weighed: Group, least: Decimal) -> bool:
    shares = [one.saving for one in weighed.members if one.saving is not None]
    return not list(gain_doubts(weighed.figures.get("eur"), shares, least))


def _least_gain(group: Group, known: Mapping[str, DeclaredTerritory]) -> Decimal:
    return least_gain(group.kind, (known[siren].territory for siren in _territories(group)))


def _is_left_to_it(group: Group, known: Mapping[str, DeclaredTerritory]) -> bool:
    return all(
        siren in known and known[siren].territory.policy == "auto" for siren in _territories(group)
    )
