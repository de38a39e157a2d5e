"""When each member of a group may begin. Pure.

Nobody begins before all have declared what they need; whom a contract binds begins on the day after
it ends. Who may not begin within some months of the first joins later.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from boucle.contract.events.reasons import Criterion
from boucle.contract.events.sharing import Sharing

_DAY = timedelta(days=1)


def begins_on(members: Iterable[Sharing]) -> list[date]:
    """``members``: one at least. Of each, the first day on which it may."""
    some = list(members)
    declared = max(each.valid_from for each in some)
    return [max(declared, free_on(each) or declared) for each in some]


def free_on(member: Sharing) -> date | None:
    """The day after its contract ends; None: no contract binds it."""
    return None if member.contract_end is None else member.contract_end + _DAY


def beginning(members: Iterable[Sharing]) -> Criterion:
    """The first day on which all of them may begin, where one is bound longer than another."""
    begins = begins_on(members)
    return Criterion(
        name="beginning",
        verdict="pass" if min(begins) == max(begins) else "partial",
        value=max(begins).isoformat(),
    )


def joining(members: Sequence[Sharing], months: int) -> list[date | None]:
    """The day on which each joins, where it is more than so many months after the first one's."""
    begins = begins_on(members)
    last = min(begins) + relativedelta(months=months)
    return [None if day <= last else day for day in begins]


def later(members: Sequence[Sharing]) -> list[date | None]:
    """The day on which each joins, where the first of them may begin before."""
    begins = begins_on(members)
    first = min(begins)
    return [None if day == first else day for day in begins]
