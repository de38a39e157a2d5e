"""Read from a group's life who left, who waits for the others, and whether it is over. Pure."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from boucle.contract.events.matching import Life, Party, State
from boucle.contract.kinds import Form, form_of, of_group
from boucle.contract.kinds.members import OVER, staying, weighed_group

_TOO_FEW: Final[frozenset[State]] = OVER - {"stopped"}
_AGREEING: Final = frozenset({"interested", "consented"})


def is_over(life: Life) -> bool:
    """Tell whether too few stay in the group, or it is no longer viable. An animator's own reason
    to stop it is not told by mail."""
    return _IS_OVER[form_of(life)](life)


def _is_group_over(life: Life) -> bool:
    return life.state in _TOO_FEW or (life.state == "stopped" and _was_lost(life))


_IS_OVER: Final[Mapping[Form, Callable[[Life], bool]]] = {
    Form.PAIR: lambda _life: False,
    Form.GROUP: _is_group_over,
}


def _was_lost(life: Life) -> bool:
    """Tell whether the engine found it lost, and no grown one took its place."""
    if life.grown_into is not None:
        return False
    weighed = life.group_now
    return bool(life.risks) or (weighed is not None and weighed.state == "lost")


def is_fragile(life: Life) -> bool:
    """Tell whether it holds no more, or not safely."""
    return life.at_risk


def worsened(before: Life, life: Life) -> bool:
    """Tell whether it became fragile, or for another reason. That one left is told by itself: it is
    news here where those who stay miss what the group must reach."""
    known = before.at_risk and before.risks == life.risks and _misses(before) == _misses(life)
    return life.at_risk and not known and (_misses(life) or life.risks != ("member_left",))


def _misses(life: Life) -> bool:
    group = weighed_group(life)
    measured = (one.verdict for one in group.criteria if one.name == group.measure)
    return group.state == "lost" or "fail" in measured


def is_outdated(life: Life) -> bool:
    """Tell whether what it was last found to bring is of other members than those who stay."""
    weighed = {one.sharing_id for one in weighed_group(life).members if one.role != "carrier"}
    return weighed != {party.side.sharing_id for party in staying(life)}


def leavers_since(before: Life, life: Life) -> frozenset[UUID]:
    """Return the companies that were in the group and are no more."""
    stood = {party.side.organisation_id for party in staying(before)}
    return frozenset(stood - {party.side.organisation_id for party in staying(life)})


def waiting(life: Life) -> tuple[UUID, ...]:
    """Return those who stay and said yes, each once."""
    agreeing = (p.side.organisation_id for p in staying(life) if p.standing in _AGREEING)
    return tuple(dict.fromkeys(agreeing))


def waited_for(life: Life) -> tuple[Party, ...]:
    """Return those who stay and whose interest the others wait for. Where a group would grow, these
    are the newcomers and the members that answered, once one agrees: enough of them decide."""
    growth = of_group(life, lambda group: group.growth)
    if growth is None:
        return staying(life)
    newcomers = [one for one in staying(life) if one.side.sharing_id in growth.newcomers]
    members = [one for one in staying(life) if one.side.sharing_id not in growth.newcomers]
    agreeing = [one for one in members if one.standing in _AGREEING]
    return (*newcomers, *agreeing) if agreeing else ()


def outdated(life: Life, step: str, company: UUID) -> bool:
    """Tell whether a mail about the group is out of date, or no concern of a company that left."""
    if company not in waiting(life):
        return True
    if step == "group_over":
        return not is_over(life)
    if is_over(life):
        return True
    wrong = {"at_risk": not is_fragile(life), "carrier_named": life.carrier is None}
    return not life.disclosed or wrong.get(step, False)
