"""Tell how a synergy ran on a day: it may have stopped, and run again or otherwise since. Pure."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final, TypeAlias

from msgspec.structs import replace

from boucle.contract.events.matching import Result, State
from boucle.contract.plausible import runs_held
from boucle.contract.seasons import active_days
from boucle.indicators.facts.bodies import EndedRun, LifeBody

Days: TypeAlias = tuple[date, date | None]
"""From the first on, to the day before the second."""
_DAY: Final = timedelta(days=1)


def runs_of(life: LifeBody) -> Iterator[LifeBody]:
    """Yield it as it was in each of its runs, which end before the next begins."""
    for one in life.former_runs:
        yield _as_in(life, one)
    if life.since is not None:
        yield life


def as_of(life: LifeBody, on: date) -> LifeBody:
    """Return it as it ran on that day, or had run: a later result is of days before too, and so is
    a later day on which it began."""
    if life.state not in ("running", "stopped"):
        return life
    if life.until is not None and life.since is not None and life.since <= on < life.until:
        return replace(life, state="running", lost=False, replaced=False)
    begun = [one for one in life.former_runs if one.since <= on]
    if life.since is None or life.since <= on:
        return life
    if not begun:
        return replace(life, state="consented", lost=False, replaced=False)
    last = _as_in(life, begun[-1])
    return replace(last, state="running" if on < begun[-1].until else "stopped")


def days_that_ran(life: LifeBody, first: date, last: date) -> int:
    """Return on how many of these days it ran; on all where nobody said since when. It may be
    reported up to the day on which it stopped. What is lost is not said to have stopped."""
    runs, ran, day = list(runs_of(life)), 0, first
    for run in runs:
        day = max(day, run.since or day)
        goes_on = run.until is None or run.lost or run.until >= last
        end = last if goes_on or run.until is None else run.until - _DAY
        ran += active_days(life.months, day, end)
        day = max(day, end + _DAY)
    return ran if runs else active_days(life.months, first, last)


def beside(life: LifeBody, former: LifeBody, on: date) -> LifeBody:
    """Return a group that grew, as of that day, without the days on which the one before ran: none
    counts twice."""
    taken = [(one.since, one.until) for one in runs_of(former) if one.since is not None]
    runs = [_left(one.since, one.until, taken) for one in life.former_runs]
    ended = tuple(
        replace(one, since=run[0], until=run[1] or one.until)
        for one, run in zip(life.former_runs, runs, strict=True)
        if run is not None
    )
    now = None if life.since is None else _left(life.since, life.until, taken)
    if now is None:
        state: State = "consented" if life.state == "running" else life.state
        return replace(life, state=state, since=None, until=None, former_runs=ended)
    over = life.until != now[1] and now[1] is not None and now[1] <= on
    state = "stopped" if over else life.state
    return replace(life, state=state, since=now[0], until=now[1], former_runs=ended)


def _left(since: date, until: date | None, taken: Iterable[Days]) -> Days | None:
    """Return what is left of its days; of those before and after, the first."""
    for first, end in taken:
        if (end is not None and end <= since) or (until is not None and until <= first):
            continue
        if since < first:
            until = first
        elif end is None:
            return None
        else:
            since = end
    return None if until is not None and until <= since else (since, until)


def _as_in(life: LifeBody, run: EndedRun) -> LifeBody:
    former = tuple(one for one in life.former_runs if one.since < run.since)
    return replace(
        _figures_of(life, run),
        state="stopped",
        lost=False,
        replaced=False,
        since=run.since,
        until=run.until,
        agreed=run.agreed,
        taken=run.taken,
        former_runs=former,
    )


def as_it_ran(life: LifeBody, result: Result) -> Iterator[LifeBody]:
    """Yield it with the figures of each run that holds days of a result."""
    for run in runs_held(life.former_runs, life.since, result):
        yield life if run is None else _figures_of(life, run)


def _figures_of(life: LifeBody, run: EndedRun) -> LifeBody:
    if run.possible is None:
        return life
    return replace(life, possible=run.possible, eur=run.eur, tco2e=run.tco2e, months=run.months)
