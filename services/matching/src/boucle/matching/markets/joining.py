"""What becomes of the proposals that groups which run grow, in the turns of their market.

Newcomers each say whether they join; members agree by a share of them (``joining_share_least`` of
their territory). Then the grown group runs, and the one before gives way to it.
"""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

from msgspec.structs import replace

from boucle.contract.events.groups import Growth
from boucle.contract.events.matching import Life, Party
from boucle.contract.kinds import the_group
from boucle.contract.kinds.members import LEFT, organisations
from boucle.matching.declared import territories
from boucle.matching.groups.alone import Failed, alone
from boucle.matching.groups.parameters import parameters_of
from boucle.matching.lives import store
from boucle.matching.lives.commands import Join, Lose, Stop
from boucle.matching.lives.use_cases import Actor, always, move
from boucle.platform.db import WriteSession

_ENGINE = Actor("engine")


async def follow_growth(
    session: WriteSession,
    market: str,
    failed: Failed,
    *,
    now: datetime,
) -> None:
    """End the proposals of a locked market that came to nothing; those agreed upon run."""
    growing = await store.growing_in(session, market)
    if not growing:
        return
    ids = {id_ for life in growing for id_ in (life.synergy_id, _growth(life).group)}
    await store.lock_lives(session, ids)
    known = await territories(session, {the_group(life).territory for life in growing})
    for life in growing:
        async with alone(session, "follow", life.synergy_id, failed):
            before = await store.life(session, _growth(life).group)
            own = known.get(the_group(life).territory)
            share = parameters_of(own.territory if own else None)["joining_share_least"]
            await _follow(session, life, None if before is None else before.life, share, now)


async def _follow(
    session: WriteSession, life: Life, before: Life | None, share: Decimal, now: datetime
) -> None:
    if before is None or before.state != "running" or is_hopeless(life, share):
        lost = replace(the_group(life), state="lost")
        await move(session, life.synergy_id, always(Lose(lost)), actor=_ENGINE, now=now)
    elif is_agreed(life, share):
        apart = {one.side.organisation_id: one.apart_from for one in before.parties}
        join = Join(now.date(), before.agreed, before.carrier, apart)
        stop = Stop(now.date(), grown_into=life.synergy_id)
        await move(session, before.synergy_id, always(stop), actor=_ENGINE, now=now)
        await move(session, life.synergy_id, always(join), actor=_ENGINE, now=now)


def is_agreed(life: Life, share: Decimal) -> bool:
    """Whether enough members agree, one newcomer joins, and no other is still to answer."""
    members, newcomers = _sides(life)
    staying = [party for party in newcomers if party.standing not in LEFT]
    if not staying or any(party.standing != "consented" for party in staying):
        return False
    return _enough(members, lambda party: party.standing == "consented", share)


def is_hopeless(life: Life, share: Decimal) -> bool:
    """Whether no newcomer is left, or too many members refused."""
    members, newcomers = _sides(life)
    if all(party.standing in LEFT for party in newcomers):
        return True
    return not _enough(members, lambda party: party.standing not in LEFT, share)


def _enough(parties: list[Party], agrees: Callable[[Party], bool], share: Decimal) -> bool:
    agreeing = organisations(party for party in parties if agrees(party))
    return len(agreeing) >= share * len(organisations(parties))


def _sides(life: Life) -> tuple[list[Party], list[Party]]:
    """The members of the group that runs, and the newcomers."""
    ids = _growth(life).newcomers
    members = [party for party in life.parties if party.side.sharing_id not in ids]
    return members, [party for party in life.parties if party.side.sharing_id in ids]


def _growth(life: Life) -> Growth:
    growth = the_group(life).growth
    if growth is None:
        raise ValueError("it proposes nobody")
    return growth
