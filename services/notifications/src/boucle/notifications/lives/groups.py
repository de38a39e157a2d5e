"""A group as its life says it: who left since, who waits for the others, whether it is over.
Pure."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from boucle.contract.events.matching import Life, State
from boucle.contract.kinds import Form, form_of
from boucle.contract.kinds.members import staying

_TOO_FEW: Final[frozenset[State]] = frozenset({"refused", "already_done", "contract_until"})
_SAID_YES: Final = frozenset({"interested", "consented"})


def is_over(life: Life) -> bool:
    """A group that too few stay in, or that no longer carries itself. What an animator stopped for
    a reason of his own is none that a mail would tell."""
    return _IS_OVER[form_of(life)](life)


def _is_group_over(life: Life) -> bool:
    return life.state in _TOO_FEW or (life.state == "stopped" and _was_lost(life))


_IS_OVER: Final[Mapping[Form, Callable[[Life], bool]]] = {
    Form.PAIR: lambda _life: False,
    Form.GROUP: _is_group_over,
}


def _was_lost(life: Life) -> bool:
    weighed = life.group_now
    return bool(life.risks) or (weighed is not None and weighed.state == "lost")


def left_since(before: Life, life: Life) -> frozenset[UUID]:
    """The companies that stood in the group and stand there no more."""
    stood = {party.side.organisation_id for party in staying(before)}
    return frozenset(stood - {party.side.organisation_id for party in staying(life)})


def waiting(life: Life) -> tuple[UUID, ...]:
    """Those who stay and said yes, each once."""
    said = (p.side.organisation_id for p in staying(life) if p.standing in _SAID_YES)
    return tuple(dict.fromkeys(said))


def outdated(life: Life, step: str, company: UUID) -> bool:
    """True when what a mail would say of the group is so no more, or is no matter of this company,
    which left it."""
    if company not in waiting(life):
        return True
    if step == "group_over":
        return not is_over(life)
    if is_over(life):
        return True
    wrong = {"at_risk": not life.at_risk, "carrier_named": life.carrier is None}
    return not life.disclosed or wrong.get(step, False)
