"""What two lists' changes make of one pair row, purely."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from msgspec.structs import replace

from boucle.common.events.matching import Synergy
from boucle.common.events.registry import Quantity
from boucle.matching.candidates.decisions import (
    KeptPair,
    PairChange,
    Settled,
    begun,
    catalogue_order,
    settled,
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


def change(offer: bool | None, need: bool | None, told: Synergy | None = None) -> PairChange:
    return PairChange(UUID(int=1), offer, need, told)


def kept(told: Synergy, *, offer: bool = True, need: bool = False) -> KeptPair:
    return KeptPair(replace(told, in_offer_list=offer, in_need_list=need), told.score, NOW, None)


def after(pair: KeptPair, asked: PairChange) -> Settled:
    return settled(pair, asked, LATER)


def test_the_first_flag_detects_and_the_last_one_withdraws() -> None:
    told = synergy()
    first = begun(change(True, None, told), NOW)
    assert first is not None
    assert first.event == "synergy.detected.v1"
    both = after(first.pair, change(None, True, told))
    assert (both.event, both.pair.synergy.in_need_list) == (None, True)
    one = after(both.pair, change(False, None))
    assert (one.event, one.pair.withdrawn_at) == (None, None)
    none = after(one.pair, change(None, False))
    assert (none.event, none.pair.withdrawn_at) == ("synergy.withdrawn.v1", LATER)
    again = after(none.pair, change(True, None, told))
    assert (again.event, again.pair.detected_at) == ("synergy.detected.v1", LATER)


def test_nothing_begins_with_a_pair_that_no_list_holds() -> None:
    assert begun(change(False, None), NOW) is None
    assert begun(change(False, None, synergy()), NOW) is None


def test_small_moves_are_kept_and_add_up_to_one_telling() -> None:
    told = synergy()
    pair = kept(told)
    moved = after(pair, change(True, None, replace(told, score=told.score - 60)))
    assert moved.event is None
    assert (moved.pair.synergy.score, moved.pair.told_score) == (told.score - 60, told.score)
    more = after(moved.pair, change(True, None, replace(told, score=told.score - 120)))
    assert (more.event, more.pair.told_score) == ("synergy.revised.v1", told.score - 120)


def test_a_quantity_or_a_verdict_is_told_at_once() -> None:
    told = synergy()
    other = replace(told, quantity=Quantity("1", "t"))
    assert after(kept(told), change(True, None, other)).event == "synergy.revised.v1"
    verdict = replace(told.criteria[0], verdict="partial")
    other = replace(told, criteria=(verdict, *told.criteria[1:]))
    assert after(kept(told), change(True, None, other)).event == "synergy.revised.v1"


def test_a_writer_of_the_past_leaves_the_score_alone() -> None:
    told = synergy()
    ahead = replace(told, versions=replace(told.versions, offer=5), score=told.score - 500)
    late = after(kept(ahead), change(None, True, told))
    assert late.pair.synergy.score == ahead.score
    assert late.pair.synergy.in_need_list
    mixed = replace(told, versions=replace(told.versions, offer=4, need=9))
    assert after(kept(ahead), change(True, None, mixed)).pair.synergy.score == told.score


def test_what_running_synergies_leave_counts_as_an_input() -> None:
    told = synergy()
    ahead = replace(told, versions=replace(told.versions, lives_need=2), score=told.score - 500)
    assert after(kept(ahead), change(None, True, told)).pair.synergy.score == ahead.score
    noticed = replace(told, versions=replace(told.versions, life=7))
    assert after(kept(ahead), change(None, True, noticed)).pair.synergy.score == ahead.score


def test_settings_of_a_territory_that_was_left_are_not_newer() -> None:
    told = synergy()
    there = replace(told, versions=replace(told.versions, settings_need=9))
    moved = replace(
        told,
        need=replace(told.need, territory="241400514"),
        versions=replace(told.versions, need=told.versions.need + 1, settings_need=1),
        score=told.score - 500,
    )
    assert moved.need.territory != told.need.territory
    assert after(kept(moved), change(None, True, there)).pair.synergy.score == moved.score
    assert after(kept(there), change(None, True, moved)).pair.synergy.score == moved.score


def test_the_same_change_again_changes_nothing() -> None:
    told = synergy()
    first = begun(change(True, None, told), NOW)
    assert first is not None
    again = after(first.pair, change(True, None, told))
    assert (again.event, again.pair) == (None, first.pair)


def test_catalogues_are_ordered_by_number() -> None:
    assert catalogue_order("2026.11.10.1") > catalogue_order("2026.11.9.2")


def scored(told: Synergy, *, lived: bool) -> PairChange:
    return PairChange(UUID(int=1), True, None, told, None, inputs(), lived)


def test_inputs_are_kept_of_pairs_with_a_life_alone() -> None:
    told = synergy()
    without, lived = begun(scored(told, lived=False), NOW), begun(scored(told, lived=True), NOW)
    assert without is not None
    assert lived is not None
    assert (without.pair.inputs, lived.pair.inputs) == (None, to_keep(inputs()))
    assert after(without.pair, scored(told, lived=False)).pair.inputs is None
    assert after(without.pair, scored(told, lived=True)).pair.inputs == to_keep(inputs())


def test_a_row_that_has_a_life_keeps_the_inputs_of_a_writer_who_knows_of_none() -> None:
    told = synergy()
    marked = replace(kept(told), inputs=LATE)
    assert after(marked, scored(told, lived=False)).pair.inputs == to_keep(inputs())


def test_inputs_stay_with_the_score_that_stays() -> None:
    told = synergy()
    ahead = replace(told, versions=replace(told.versions, offer=5), score=told.score - 500)
    theirs = b"of the score that stays"
    marked = replace(kept(ahead), inputs=theirs)
    assert after(marked, scored(told, lived=True)).pair.inputs == theirs
    assert after(marked, change(False, None)).pair.inputs == theirs
    assert after(kept(ahead), scored(told, lived=True)).pair.inputs == LATE
