"""What is shown never contradicts its verdict: a value that fails differs from its limit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.catalogue.criteria import sentence
from boucle.catalogue.wording.phrases import ends
from boucle.contract.events.reasons import Criterion
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowInputs, ScoringSettings, explain
from boucle.matching.scoring.criteria.criterion import two_figures
from boucle.matching.scoring.criteria.substance import compare
from tests.unit.matching.scoring.test_scoring import INFINITY, LIMITS, criteria, rows
from tests.unit.matching.worlds import rules, unit_vector

patient = hypothesis_settings(max_examples=300)
near = st.floats(-1e-6, 1e-6)


@given(st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_two_figures_are_alike_only_where_nothing_tells_them_apart(
    one: float, other: float
) -> None:
    shown, limit = two_figures(one, other)
    assert shown != limit or abs(one - other) < 1e-15
    assert shown == limit or (float(shown) < float(limit)) == (one < other)


def test_too_little_is_less_than_the_least() -> None:
    ours, _ = rows()
    judged = criteria({"quantity": round(ours.quantity * 0.000999)}, {})["quantity"]
    assert judged.verdict == "fail"
    assert (judged.value, judged.limit) == ("0.0999", "0.1")


def test_far_too_much_has_a_most_and_not_a_least() -> None:
    _, theirs = rows()
    judged = criteria({}, {"quantity": round(theirs.quantity * 0.000999)})["quantity"]
    assert judged.verdict == "fail"
    assert judged.value is not None
    assert judged.limit == "100000"
    assert float(judged.value) > 100_000
    said = sentence(judged, rules().catalogue)
    assert "maximum 100" in said.fr
    assert "most 100,000" in said.en


def test_nearly_all_of_the_need_is_not_all_of_it() -> None:
    ours, _ = rows()
    judged = criteria({"quantity": round(ours.quantity * 0.99999)}, {})["quantity"]
    assert (judged.verdict, judged.value) == ("partial", "99.999")


@patient
@given(near)
def test_a_distance_that_is_too_far_exceeds_its_limit(off: float) -> None:
    ours, theirs = rows()
    x, y, z = unit_vector(49.0, 0.5)
    far = replace(theirs, x=x, y=y, z=z)
    exact = _named(ours, far, DEFAULT_SETTINGS)["distance"]
    assert exact.value is not None
    own = replace(DEFAULT_SETTINGS, max_km=float(exact.value) + off)
    judged = _named(ours, far, own)["distance"]
    assert judged.value is not None
    assert judged.limit is not None
    if judged.verdict == "fail":
        assert float(judged.value) > float(judged.limit)


@patient
@given(st.floats(1.0, 100.0), near, near)
def test_a_range_reads_as_its_verdict_says(middle: float, low: float, high: float) -> None:
    attribute, _, _ = LIMITS[0]
    offered = min(middle + low, middle + high), max(middle + low, middle + high)
    need = {"qualities": ((attribute, middle, middle + abs(high)),)}
    key = rules().catalogue.attributes[attribute].key
    judged = criteria({"qualities": ((attribute, *offered),)}, need)[f"quality.{key}"]
    assert compare(_read(judged.value), _read(judged.limit))[0] == judged.verdict


def test_a_small_loss_is_not_shown_as_nothing() -> None:
    judged = criteria({"eur": -4e-9}, {"eur": 0.0})["eur"]
    assert judged.verdict == "partial"
    assert judged.value is not None
    assert float(judged.value.partition("..")[0]) < 0


def _named(ours: FlowInputs, theirs: FlowInputs, own: ScoringSettings) -> dict[str, Criterion]:
    return {one.name: one for one in explain(ours, theirs, rules(), (own, own))}


def _read(text: str | None) -> tuple[float, float]:
    low, high = ends(text) if text else (None, None)
    return (
        -INFINITY if low is None else float(low),
        INFINITY if high is None else float(high),
    )
