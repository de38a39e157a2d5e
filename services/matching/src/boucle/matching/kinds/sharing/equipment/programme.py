"""Small integer programmes of yes or no, solved by HiGHS: one thread, its default seed. Pure.

The solver works with floats. What comes out does not depend on them: objectives are whole numbers,
taken one after another, the last of them an order of all solutions, so that only one is best; and a
solution that breaks a rule of exact numbers is forbidden and the programme solved again.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

SLACK: Final = 1e-7
"""Room for floats in a row whose numbers are about 1: what exact numbers allow is never lost."""
_OPTIONS: Final = {
    "output_flag": False,
    "threads": 1,
    "mip_rel_gap": 0.0,
    "mip_feasibility_tolerance": 1e-9,
    "primal_feasibility_tolerance": 1e-9,
}
_LARGEST: Final = 1 << 20
"""Of an order's weights: floats tell whole numbers up to it apart with ease."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """``low <= sum of coefficients of columns <= high``, scaled to about 1; None: no bound."""

    terms: Mapping[int, float]
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """``columns``: how many of yes or no; behind them ``levels`` whole numbers of 0 or more.
    ``objectives``: whole numbers, maximised one after another. ``choices``: columns of which one at
    most is taken, the preferred first: the first choice counts before the second. ``broken``: a row
    that forbids a solution that does not hold by exact numbers; None of one that does.
    """

    columns: int
    levels: int
    rows: Sequence[Constraint]
    objectives: Sequence[Mapping[int, int]]
    choices: Sequence[Sequence[int]]
    broken: Callable[[frozenset[int]], Constraint | None]


def solved(programme: Programme) -> frozenset[int]:
    """The columns taken in its one best solution."""
    model = _Model(programme)
    taken: frozenset[int] = frozenset()
    for objective in (*programme.objectives, *orders(programme.choices)):
        taken = model.settled(objective)
    return taken


def orders(choices: Sequence[Sequence[int]]) -> Iterable[Mapping[int, int]]:
    """Objectives that prefer earlier columns of earlier choices, as many choices at once as
    weights of whole numbers allow."""
    batch: list[Sequence[int]] = []
    size = 1
    for choice in choices:
        if size * (len(choice) + 1) > _LARGEST:
            yield _weights(batch)
            batch, size = [], 1
        batch.append(choice)
        size *= len(choice) + 1
    if batch:
        yield _weights(batch)


def _weights(batch: Sequence[Sequence[int]]) -> Mapping[int, int]:
    weights, scale = {}, 1
    for choice in reversed(batch):
        for place, column in enumerate(choice):
            weights[column] = (len(choice) - place) * scale
        scale *= len(choice) + 1
    return weights


class _Model:
    """A programme in the solver's memory, with what earlier objectives settled."""

    def __init__(self, programme: Programme) -> None:
        import highspy  # noqa: PLC0415  12 MB, for the worker alone

        self._programme = programme
        self._infinity = highspy.kHighsInf
        self._optimal = highspy.HighsModelStatus.kOptimal
        self._columns = programme.columns + programme.levels
        silent: Any = highspy.Highs.__base__  # with callbacks it prints a banner first
        self._solver: Any = silent()
        for option, value in _OPTIONS.items():
            self._solver.setOptionValue(option, value)
        for column in range(self._columns):
            most = 1.0 if column < programme.columns else self._infinity
            self._solver.addVar(0.0, most)
            self._solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)
        self._solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        for row in programme.rows:
            self._add(row)

    def settled(self, objective: Mapping[int, int]) -> frozenset[int]:
        """A solution of the most of it, which all later ones have."""
        costs = [float(objective.get(column, 0)) for column in range(self._columns)]
        self._solver.changeColsCost(self._columns, list(range(self._columns)), costs)
        values, taken = self._run()
        while (broken := self._programme.broken(taken)) is not None:
            self._add(broken)
            values, taken = self._run()
        reached = sum(weight * values[column] for column, weight in objective.items())
        largest = max(map(abs, objective.values()), default=0)
        if largest:
            terms = {column: weight / largest for column, weight in objective.items()}
            self._add(Constraint(terms, low=(reached - 0.5) / largest))
        return taken

    def _run(self) -> tuple[list[int], frozenset[int]]:
        self._solver.run()
        status = self._solver.getModelStatus()
        if status != self._optimal:
            raise RuntimeError(f"HiGHS found no best solution: {status.name}")
        values = [round(value) for value in self._solver.getSolution().col_value]
        return values, frozenset(at for at in range(self._programme.columns) if values[at])

    def _add(self, row: Constraint) -> None:
        low = -self._infinity if row.low is None else row.low
        high = self._infinity if row.high is None else row.high
        self._solver.addRow(low, high, len(row.terms), list(row.terms), list(row.terms.values()))
