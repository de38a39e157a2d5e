"""Bound what is reported of a run: beyond, nobody believes it without a document. Pure.

No more is saved than is paid today, or of a pair than twice what was computed of all of it. No more
is moved than is declared: a season may bring the whole of a year. No more CO2 is avoided than what
moved could. Of a pair that moves in some months, only their days count.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Context, Decimal
from typing import Final, Protocol, TypeVar
from uuid import UUID

from msgspec.structs import replace

from boucle.contract.events.matching import FormerRun, Life, Result
from boucle.contract.kinds import members_of
from boucle.contract.kinds.members import weighed_group
from boucle.contract.seasons import years_of

_EXACT: Final = Context(prec=60)
_MOST_TCO2E: Final = {"t": Decimal(5), "MWh": Decimal("1.1"), "m3": Decimal("0.1")}
"""Of a unit moved. A tonne: one documented case prints 15, and nobody could repeat it. A MWh: of
electricity from coal 1.058 t (SDES, Chiffres clés du climat 2023). A m3: an assumption."""
Values = Sequence[tuple[UUID, Decimal | None]]
"""Of each declaration of a user, whose it is and its value; None where it is unknown."""


def most_saved(paid: Decimal, first: date, last: date) -> Decimal:
    """``paid``: EUR a year."""
    return paid * years_of((), first, last)


def most_gained(
    computed: Decimal, first: date, last: date, months: Collection[int] = ()
) -> Decimal | None:
    """Return what a pair may save; ``computed``: the most of all of it, EUR a year. None where that
    is no gain."""
    return computed * 2 * years_of(months, first, last) if computed > 0 else None


def most_avoided(moved: Decimal, unit: str) -> Decimal | None:
    """Return tCO2e; ``moved`` in t, MWh or m3. None of another unit."""
    most = _MOST_TCO2E.get(unit)
    return None if most is None else moved * most


def most_moved(declared: Decimal, first: date, last: date, months: Collection[int] = ()) -> Decimal:
    years = years_of(months, first, last)
    return declared * max(years, Decimal(1)) if years else Decimal(0)


class Ended(Protocol):
    @property
    def since(self) -> date: ...

    @property
    def until(self) -> date: ...


_Run = TypeVar("_Run", bound=Ended)


def runs_held(runs: Iterable[_Run], since: date | None, result: Result) -> list[_Run | None]:
    """Return the former runs that hold days of a result, and None for the one ``since`` then, or
    where none does: its parties are judged by what they declared as it ran."""
    first, last = result.period_start, result.period_end
    held: list[_Run | None] = [one for one in runs if one.since <= last and first < one.until]
    return held if held and (since is None or last < since) else [*held, None]


def as_it_ran(life: Life, result: Result) -> Iterator[Life]:
    """Yield it as of each run that holds days of a result. A former run of before its figures were
    kept is as now."""
    for run in runs_held(life.former_runs, life.running_since, result):
        yield life if run is None or run.potential is None else _as_of_run(life, run)


def _as_of_run(life: Life, run: FormerRun) -> Life:
    return replace(life, potential=run.potential, eur=run.eur, tco2e=run.tco2e, months=run.months)


def most_reported(life: Life, result: Result) -> Decimal | None:
    """Return the most EUR that count of a result; None where nothing bounds it."""
    found = [_most_of(one, result) for one in as_it_ran(life, result)]
    known = [one for one in found if one is not None]
    return max(known) if len(known) == len(found) else None


def _most_of(life: Life, result: Result) -> Decimal | None:
    period = result.period_start, result.period_end
    if members_of(life):
        paid = _paid(life, result.organisation_id)
        return None if paid is None else most_saved(paid, *period)
    high = None if life.eur is None else life.eur.high
    return None if high is None else most_gained(Decimal(high), *period, life.months)


def _paid(life: Life, organisation: UUID | None) -> Decimal | None:
    """Return EUR a year today by one company, or all, of a group."""
    group = weighed_group(life)
    collection = group.figures.get("collection")
    if organisation is None and collection is not None and collection.high is not None:
        return Decimal(collection.high)
    users = (one for one in group.members if one.role == "user")
    costs = [(one.organisation_id, Decimal(one.alone) if one.alone else None) for one in users]
    return paid_by(costs, organisation)


def paid_by(costs: Values, organisation: UUID | None) -> Decimal | None:
    """Return what one pays today, or all; an owner, who takes none, gains at most what all pay."""
    takes = any(one == organisation for one, _ in costs)
    return sum_of(costs, organisation if takes else None)


def sum_of(values: Values, organisation: UUID | None = None) -> Decimal | None:
    """Return the sum of one company's, or of all; None where one is unknown, or there is none."""
    found = [value for one, value in values if organisation in (None, one)]
    known = [value for value in found if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(found) else None


def part_of(values: Values, organisation: UUID | None) -> Decimal | None:
    """Return which part of all a company has; None where one is unknown, or all are nothing."""
    every = sum_of(values)
    if not every or every < 0:
        return None
    own = sum((value or Decimal(0) for one, value in values if one == organisation), Decimal(0))
    return _EXACT.divide(own, every)
