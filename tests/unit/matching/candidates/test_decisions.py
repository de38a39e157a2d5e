"""What two lists' changes make of one pair row, purely."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from msgspec.structs import replace

from boucle.common.events.matching import Synergy
from boucle.common.events.registry import Quantity
from boucle.matching.candidates.decisions import (
    PairChange,
    PairOutcome,
    PairRow,
    catalogue_order,
    insert_of,
    update_of,
)
from boucle.matching.candidates.score_inputs import LATE, to_keep
from boucle.matching.candidates.synergy import PairInputs, side_of, synergy_of
from boucle.matching.scoring import DEFAULT_SETTINGS
from tests.unit.matching.scoring.test_scoring import rows
from tests.unit.matching.worlds import rules

NOW = datetime(2026, 3, 1, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)


def inputs() -> PairInputs:
    offer, need = rows()
    return PairInputs(
        offer,
        need,
        (side_of(offer, "offer", rules()), side_of(need, "need", rules())),
        (DEFAULT_SETTINGS, DEFAULT_SETTINGS),
        (offer.quantity, need.quantity),
        0,
    )


def synergy() -> Synergy:
    found = synergy_of(inputs(), rules())
    assert found is not None
    return found


def change(offer: bool | None, need: bool | None, base: Synergy | None = None) -> PairChange:
    return PairChange(UUID(int=1), offer, need, base)


def kept(base: Synergy, *, offer: bool = True, need: bool = False) -> PairRow:
    return PairRow(replace(base, in_offer_list=offer, in_need_list=need), base.score, NOW, None)


def after(pair: PairRow, asked: PairChange) -> PairOutcome:
    return update_of(pair, asked, LATER)


def test_the_first_flag_detects_and_the_last_one_withdraws() -> None:
    base = synergy()
    first = insert_of(change(True, None, base), NOW)
    assert first is not None
    assert first.event == "synergy.detected.v1"
    both = after(first.pair, change(None, True, base))
    assert (both.event, both.pair.synergy.in_need_list) == (None, True)
    one = after(both.pair, change(False, None))
    assert (one.event, one.pair.withdrawn_at) == (None, None)
    none = after(one.pair, change(None, False))
    assert (none.event, none.pair.withdrawn_at) == ("synergy.withdrawn.v1", LATER)
    again = after(none.pair, change(True, None, base))
    assert (again.event, again.pair.detected_at) == ("synergy.detected.v1", LATER)


def test_nothing_begins_with_a_pair_that_no_list_holds() -> None:
    assert insert_of(change(False, None), NOW) is None
    assert insert_of(change(False, None, synergy()), NOW) is None


def test_small_moves_are_kept_and_add_up_to_one_event() -> None:
    base = synergy()
    pair = kept(base)
    moved = after(pair, change(True, None, replace(base, score=base.score - 60)))
    assert moved.event is None
    assert (moved.pair.synergy.score, moved.pair.published_score) == (base.score - 60, base.score)
    more = after(moved.pair, change(True, None, replace(base, score=base.score - 120)))
    assert (more.event, more.pair.published_score) == ("synergy.revised.v1", base.score - 120)


def test_a_quantity_or_a_verdict_is_published_at_once() -> None:
    base = synergy()
    other = replace(base, quantity=Quantity("1", "t"))
    assert after(kept(base), change(True, None, other)).event == "synergy.revised.v1"
    verdict = replace(base.criteria[0], verdict="partial")
    other = replace(base, criteria=(verdict, *base.criteria[1:]))
    assert after(kept(base), change(True, None, other)).event == "synergy.revised.v1"


def test_a_writer_of_the_past_leaves_the_score_alone() -> None:
    base = synergy()
    ahead = replace(base, versions=replace(base.versions, offer=5), score=base.score - 500)
    late = after(kept(ahead), change(None, True, base))
    assert late.pair.synergy.score == ahead.score
    assert late.pair.synergy.in_need_list
    mixed = replace(base, versions=replace(base.versions, offer=4, need=9))
    assert after(kept(ahead), change(True, None, mixed)).pair.synergy.score == base.score


def test_what_running_synergies_leave_counts_as_an_input() -> None:
    base = synergy()
    ahead = replace(base, versions=replace(base.versions, lives_need=2), score=base.score - 500)
    assert after(kept(ahead), change(None, True, base)).pair.synergy.score == ahead.score
    noticed = replace(base, versions=replace(base.versions, life=7))
    assert after(kept(ahead), change(None, True, noticed)).pair.synergy.score == ahead.score


def test_settings_of_a_territory_that_was_left_are_not_newer() -> None:
    base = synergy()
    there = replace(base, versions=replace(base.versions, settings_need=9))
    moved = replace(
        base,
        need=replace(base.need, territory="241400514"),
        versions=replace(base.versions, need=base.versions.need + 1, settings_need=1),
        score=base.score - 500,
    )
    assert moved.need.territory != base.need.territory
    assert after(kept(moved), change(None, True, there)).pair.synergy.score == moved.score
    assert after(kept(there), change(None, True, moved)).pair.synergy.score == moved.score


def test_the_same_change_again_changes_nothing() -> None:
    base = synergy()
    first = insert_of(change(True, None, base), NOW)
    assert first is not None
    again = after(first.pair, change(True, None, base))
    assert (again.event, again.pair) == (None, first.pair)


def test_catalogues_are_ordered_by_number() -> None:
    assert catalogue_order("2026.11.10.1") > catalogue_order("2026.11.9.2")


def scored(base: Synergy, *, lived: bool) -> PairChange:
    return PairChange(UUID(int=1), True, None, base, None, inputs(), lived)


def test_inputs_are_kept_of_pairs_with_a_life_alone() -> None:
    base = synergy()
    without, lived = (
        insert_of(scored(base, lived=False), NOW),
        insert_of(scored(base, lived=True), NOW),
    )
    assert without is not None
    assert lived is not None
    assert (without.pair.inputs, lived.pair.inputs) == (None, to_keep(inputs()))
    assert after(without.pair, scored(base, lived=False)).pair.inputs is None
    assert after(without.pair, scored(base, lived=True)).pair.inputs == to_keep(inputs())


def test_a_row_that_has_a_life_keeps_the_inputs_of_a_writer_who_knows_of_none() -> None:
    base = synergy()
    marked = replace(kept(base), inputs=LATE)
    assert after(marked, scored(base, lived=False)).pair.inputs == to_keep(inputs())


def test_inputs_stay_with_the_score_that_stays() -> None:
    base = synergy()
    ahead = replace(base, versions=replace(base.versions, offer=5), score=base.score - 500)
    theirs = b"of the score that stays"
    marked = replace(kept(ahead), inputs=theirs)
    assert after(marked, scored(base, lived=True)).pair.inputs == theirs
    assert after(marked, change(False, None)).pair.inputs == theirs
    assert after(kept(ahead), scored(base, lived=True)).pair.inputs == LATE
