"""What the engine's weighing of groups does to their lives, in the turn that weighs them."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from msgspec.structs import replace

from boucle.contract.events.groups import Group, GroupState
from boucle.contract.events.matching import Life
from boucle.matching.groups.alone import Failed, alone
from boucle.matching.groups.decisions import acting_on
from boucle.matching.lives import store
from boucle.matching.lives.commands import Command, Lose, Weigh
from boucle.matching.lives.use_cases import Actor, move
from boucle.platform.db import WriteSession


async def follow_groups(
    session: WriteSession, groups: Iterable[Group], failed: Failed, *, now: datetime
) -> None:
    """Of the groups that people act on, as they stand now (others are passed over): bring each life
    to it. The same again writes nothing. Lives are locked in id order."""
    weighed = {group.synergy_id: group for group in groups if group.state in _WEIGHED}
    await store.lock_lives(session, weighed)
    for synergy_id, group in sorted(weighed.items()):
        async with alone(session, "follow", synergy_id, failed):
            await move(
                session,
                synergy_id,
                lambda life, group=group: _called_for(life, group),  # type: ignore[misc]
                actor=Actor("engine"),
                now=now,
            )


def _called_for(life: Life, group: Group) -> list[Command]:
    acted = acting_on(life)
    if acted is None or _is_known(life.group_now, acted.group, group):
        return []
    if group.state == "lost" and life.state != "running":
        return [Lose(group)]
    return [Weigh(group)]


def _is_known(weighed: Group | None, qualified: Group, group: Group) -> bool:
    if weighed is not None:
        return weighed == group
    return replace(group, state=qualified.state) == qualified and group.state in _WELL


_WEIGHED: Final[frozenset[GroupState]] = frozenset({"proposed", "running", "at_risk", "lost"})
_WELL: Final[frozenset[GroupState]] = frozenset({"proposed", "running"})
