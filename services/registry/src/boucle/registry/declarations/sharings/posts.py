"""What is declared of posts that employers share: months, and with whom never. Pure."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final
from uuid import UUID

from boucle.contract.events.sharing import SharingKind
from boucle.platform.errors import Fault
from boucle.platform.translating import text_from, tr
from boucle.registry.declarations.sharings.figures import in_units
from boucle.registry.domain.codes import siren_fault
from boucle.registry.domain.values.measures import COUNTED

YEAR: Final = 12
MOST_FTE: Final = 50
"""Full-time equivalents of one occupation that one site shares in a month: no site shares more."""
_TOO_FEW: Final = "is negative"
_TOO_MANY: Final = "is more than a site shares of one occupation"


def read_months(kind: SharingKind, months: Sequence[str], faults: list[Fault]) -> tuple[str, ...]:
    """Full-time equivalents as plain numbers: ``0,5 ETP`` is 0.5."""
    known = len(faults)
    read = [in_units(f"months[{at}]", one, [COUNTED], faults) for at, one in enumerate(months)]
    if len({(one.value, one.message) for one in faults[known:]}) == 1:
        del faults[known + 1 :]  # the same said twelve times is told once
    if len(faults) == known:
        faults += _months_faults(kind, [one for one in read if one is not None])
    return tuple(one for one in read if one is not None)


def _months_faults(kind: SharingKind, months: Sequence[str]) -> Iterator[Fault]:
    """Twelve full-time equivalents, January first, for a post; none for anything else."""
    if kind != "workforce":
        if months:
            yield Fault(
                "months",
                len(months),
                "are declared of workforce only",
                "leave it out, or kind workforce",
            )
        return
    right = "twelve full-time equivalents, January first, such as 0.5 for half of one"
    if len(months) != YEAR:
        message: str = tr("hold {count} months, not twelve", count=len(months))
        yield Fault("months", len(months), message, right)
        return
    for index, month in enumerate(months):
        if not 0 <= Decimal(month) <= MOST_FTE:
            message = _TOO_FEW if Decimal(month) < 0 else _TOO_MANY
            span = tr("0 to {most} full-time equivalents", most=MOST_FTE)
            yield Fault(f"months[{index}]", month, message, span)
    if all(Decimal(month) == 0 for month in months):
        yield Fault("months", ", ".join(months), "say no month that is worked", right)


def excluded_faults(excluded: Sequence[str]) -> Iterator[Fault]:
    """Each an organisation's id or SIREN, once."""
    seen: set[str] = set()
    for index, one in enumerate(excluded):
        field = f"excluded[{index}]"
        if one in seen:
            yield Fault(
                field, one, "is listed before", tr("each organisation once", context="excluded")
            )
        seen.add(one)
        if not is_id(one):
            fault = siren_fault(field, one)
            if fault:
                right = "the SIREN of a competitor, or the id of its organisation"
                neither = "is neither a SIREN nor the id of an organisation"
                yield Fault(field, one, text_from(fault.message, neither, {}), right)


def is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
