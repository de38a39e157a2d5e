"""Why a group would cost its members more than what they pay. Pure."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from boucle.contract.events.groups import GroupMember, RiskReason

_ROUNDED: Final = Decimal("0.99")
"""What members pay is shown in euros: less than a hundredth is no fall."""


def why_not_worth_it(before: Iterable[GroupMember], now: Iterable[GroupMember]) -> RiskReason:
    """Return whether one of them pays less alone for what it brings than as it was qualified, or
    the cost of what they share rose."""
    paid = {one.sharing_id: one for one in before}
    fell = any(_pays_less(paid[one.sharing_id], one) for one in now if one.sharing_id in paid)
    return "pays_less" if fell else "cost_rose"


def _pays_less(before: GroupMember, now: GroupMember) -> bool:
    declared = (before.alone, before.amount, now.alone, now.amount)
    was, brought, pays, brings = (Decimal(one or 0) for one in declared)
    return None not in declared and pays * brought < _ROUNDED * was * brings
