"""When members of a group may begin, reckoned by hand."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from msgspec.structs import replace

from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.starting import begins_on, joining
from tests.unit.matching.kinds.sharing.declared import sharing


def test_the_day_after_a_contract_ends_is_the_first() -> None:
    bound = sharing(1, kind="service", direction="need", subject="security")
    free = sharing(2, kind="service", direction="need", subject="security")
    ends = date(2028, 12, 31)
    assert begins_on([free, _until(bound, ends)]) == [date(2026, 1, 1), date(2029, 1, 1)]


def test_twelve_months_after_the_first_is_with_it_and_a_day_more_is_later() -> None:
    first = sharing(1, kind="service", direction="need", subject="security")
    within, beyond = date(2026, 12, 31), date(2027, 1, 1)
    assert joining([first, _until(first, within)], 12) == [None, None]
    assert joining([first, _until(first, beyond)], 12) == [None, date(2027, 1, 2)]


def test_contracts_that_ended_before_all_declared_bind_nobody() -> None:
    """One declared in 2026; the other in 2029, when its contract had a month to run."""
    old = sharing(1, kind="service", direction="need", subject="security")
    new = replace(old, sharing_id=UUID(int=2), valid_from=date(2029, 5, 1))
    both = [_until(old, date(2026, 6, 1)), _until(new, date(2029, 5, 31))]
    assert joining(both, 12) == [None, None]


def _until(one: Sharing, end: date) -> Sharing:
    return replace(one, contract_end=end)
