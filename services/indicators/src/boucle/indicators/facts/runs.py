"""Tell how a synergy ran on a day: it may have stopped, and run again or otherwise since. Pure."""

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from boucle.indicators.facts.bodies import EndedRun, LifeBody


def runs_of(life: LifeBody) -> Iterator[LifeBody]:
    """Yield it as it was in each of its runs, which end before the next begins."""
    for one in life.former_runs:
        yield _as_in(life, one)
    if life.since is not None:
        yield life


def as_of(life: LifeBody, on: date) -> LifeBody:
    """Return it as it ran on that day, or had run: a later result is of days before too."""
    if life.state not in ("running", "stopped"):
        return life
    if life.until is not None and life.since is not None and life.since <= on < life.until:
        return replace(life, state="running", lost=False, replaced=False)
    begun = [one for one in life.former_runs if one.since <= on]
    if (life.since is None or life.since <= on) or not begun:
        return life
    last = _as_in(life, begun[-1])
    return replace(last, state="running" if on < begun[-1].until else "stopped")


def _as_in(life: LifeBody, run: EndedRun) -> LifeBody:
    former = tuple(one for one in life.former_runs if one.since < run.since)
    return replace(
        life,
        state="stopped",
        lost=False,
        replaced=False,
        since=run.since,
        until=run.until,
        agreed=run.agreed,
        taken=run.taken,
        former_runs=former,
    )
