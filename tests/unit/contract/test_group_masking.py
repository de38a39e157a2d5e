"""A carrier that was named stands in a group's members; what is hidden is counted without it."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

import msgspec
import pytest
from msgspec.structs import replace

from boucle.contract.events.groups import Growth
from boucle.contract.events.matching import Life, Preview
from boucle.contract.events.reasons import Amount, Criterion
from boucle.contract.masking import Viewer, mask_synergy
from boucle.contract.views import GroupView, MemberView, SideView, SynergyView, Versions, view_of
from boucle.matching.disclosures.kinds import KINDS
from boucle.matching.lives.commands import Introduce, Join, Qualify, Weigh
from boucle.matching.lives.decisions import decide
from boucle.matching.lives.groups import life_of_group
from tests.unit.matching.lives.groups import (
    HERE,
    NOW,
    THERE,
    company,
    group,
    introduced,
    lived,
    said,
)


def shown(viewer: Viewer, count: int) -> GroupView:
    """Of so many companies, all but the last of one territory, whose carrier was named."""
    consents = [said(number, "consented") for number in range(count)]
    life = lived(introduced(count), *consents)
    named = lived(life, Weigh(group(count, "proposed", carrier=True)), who="engine")
    seen = mask_synergy(view_of(named), viewer=viewer).group
    assert seen is not None
    return seen


def before_consent(viewer: Viewer, count: int) -> GroupView:
    weighed = Weigh(group(count, "proposed", carrier=True))
    seen = mask_synergy(view_of(lived(introduced(count), weighed, who="engine")), viewer=viewer)
    assert seen.group is not None
    return seen.group


def found(viewer: Viewer, count: int) -> GroupView:
    weighed = Weigh(group(count, "proposed", carrier=True))
    view = view_of(lived(introduced(count), weighed, who="engine"))
    seen = mask_synergy(replace(view, state="detected"), viewer=viewer).group
    assert seen is not None
    return seen


def test_who_sees_every_member_sees_what_they_have_together() -> None:
    seen = before_consent(Viewer.animator(HERE, THERE), 5)
    assert [one.role for one in seen.members] == [*["user"] * 5, "carrier"]
    assert not any(one.masked for one in seen.members)
    assert (seen.value, seen.amount) == ("0.1234", "5017.5")
    assert set(seen.figures) == {"eur", "tonnes"}


def test_a_carrier_is_none_of_the_three_that_a_total_stands_behind() -> None:
    """As it is found, of copies: with the carrier two hidden companies would be three."""
    few, crowd = found(Viewer.animator(THERE), 3), found(Viewer.animator(THERE), 4)
    assert [one.masked for one in few.members] == [True, True, False, False]
    assert (few.value, few.amount, few.figures) == (None, None, {})
    assert (crowd.value, crowd.state) == ("0.1234", "proposed")
    assert found(Viewer.animator(THERE), 6).value == "0.1234"


def test_what_follows_exact_values_goes_to_no_animator_of_one_side() -> None:
    """Once people act on it, whatever stands behind, until all consented."""
    hurt = replace(
        group(6, "at_risk"), reasons=("volume_fell",), missing=("members",), fragile=True
    )
    whole = view_of(lived(introduced(6), Weigh(hurt), who="engine"))
    for viewer in (Viewer.animator(THERE), Viewer.animator(HERE)):
        seen = mask_synergy(whole, viewer=viewer)
        assert seen.group is not None
        assert not seen.at_risk
        assert (seen.group.state, seen.group.value, seen.group.figures) == (None, None, {})
        assert (seen.group.risks, seen.group.missing, seen.group.fragile) == ((), (), False)
        assert (seen.eur, seen.tco2e, seen.quantity, seen.criteria) == (None, None, None, ())
        assert {(one.amount, one.saving) for one in seen.group.members} == {(None, None)}
        assert seen.state_since == NOW.replace(minute=0, second=0, microsecond=0)
    both = mask_synergy(whole, viewer=Viewer.animator(HERE, THERE))
    assert both.group is not None
    assert (both.at_risk, both.group.state, both.group.risks) == (True, "at_risk", ("volume_fell",))
    assert not both.masked
    assert None not in {one.saving for one in both.group.members}
    held = mask_synergy(replace(whole, state="already_done"), viewer=Viewer.animator(HERE)).group
    assert held is not None
    assert held.state is None
    assert shown(Viewer.animator(HERE), 5).value == "0.1234"


def test_members_who_know_each_other_see_the_carrier_and_the_total() -> None:
    seen = shown(Viewer.company(company(0)), 3)
    assert [one.role for one in seen.members] == ["user", "user", "user", "carrier"]
    assert seen.value == "0.1234"


def test_a_member_sees_no_carrier_before() -> None:
    assert [one.sharing_id for one in before_consent(Viewer.company(company(0)), 3).members] == [
        group(3).members[0].sharing_id
    ]


def test_who_refused_is_none_of_the_others() -> None:
    """Its preview said five others; two of them refused, three are there."""
    life = lived(introduced(6), said(4, "refused"), said(5, "refused"))
    preview = Preview(organisation_id=company(0), others=(), companies=5)
    for known, least in ((life, 3), (lived(life, said(3, "refused")), None)):
        whole = view_of(replace(known, previews=(preview,)))
        seen = mask_synergy(whole, viewer=Viewer.company(company(0)))
        assert seen.group is not None
        assert seen.group.companies == least


def test_nothing_tells_those_who_stay_what_one_had_who_left_before() -> None:
    """Neither what all had together, nor that beside what they have without it."""
    consents = [said(number, "consented") for number in range(3)]
    life = lived(introduced(4), *consents, said(3, "refused"))
    before = mask_synergy(view_of(life), viewer=Viewer.company(company(0)))
    assert before.group is not None
    assert (before.disclosed, before.group.amount, before.group.figures) == (True, None, {})
    assert (before.eur, before.tco2e, before.criteria) == (None, None, ())
    stays = replace(
        group(3, "proposed"),
        figures={"eur": Amount(unit="EUR", low="1", high="1")},
        criteria=(Criterion(name="members", verdict="pass", value="3"),),
    )
    weighed = lived(life, Weigh(stays), who="engine")
    after = mask_synergy(view_of(weighed), viewer=Viewer.company(company(0)))
    assert after.group is not None
    assert (after.eur, after.criteria) == (stays.figures["eur"], stays.criteria)


# --- a group that grows ----------------------------------------------------------------------


def proposed() -> Life:
    """Five run together, a sixth would join them."""
    six = group(6)
    growth = Growth(UUID(int=9), (six.members[-1].sharing_id,))
    written_to = {company(one): NOW for one in range(6)}
    life = life_of_group(replace(six, growth=growth), NOW)
    qualified = decide(life, Qualify(), who="animator", now=NOW).life
    return lived(qualified, Introduce(NOW, written_to))


def grown(by: Mapping[UUID, tuple[UUID, ...]] | None = None) -> Life:
    """The sixth joined; the first had refused it, the second had said nothing."""
    answers = [said(0, "refused"), *(said(one, "consented") for one in (2, 3, 4, 5))]
    return lived(lived(proposed(), *answers), Join(NOW.date(), None, None, by or {}), who="engine")


def seen_by(number: int, life: Life) -> set[int]:
    """Whom this company sees, by number, in the synergy and in its group."""
    seen = mask_synergy(view_of(life), viewer=Viewer.company(company(number)))
    assert seen.group is not None
    ids = {one.organisation_id for one in seen.sides}
    assert {one.organisation_id for one in seen.group.members} == ids
    return {one for one in range(6) if company(one) in ids}


def test_who_refused_a_newcomer_and_the_newcomer_learn_nothing_of_each_other() -> None:
    life = grown()
    assert (seen_by(0, life), seen_by(5, life)) == ({0, 1, 2, 3, 4}, {1, 2, 3, 4, 5})
    assert seen_by(1, life) == seen_by(2, life) == {0, 1, 2, 3, 4, 5}
    for number in (0, 5):  # beside what it sees, the total would tell
        seen = mask_synergy(view_of(life), viewer=Viewer.company(company(number))).group
        assert seen is not None
        assert (seen.value, seen.amount, seen.figures) == (None, None, {})


def test_the_register_has_no_name_between_them_and_later_growth_neither() -> None:
    for life in (grown(), grown({company(2): (company(3),), company(3): (company(2),)})):
        apart = {(0, 5), (5, 0)} | ({(2, 3), (3, 2)} if life.parties[2].apart_from else set())
        pairs = {(one, two) for one in range(6) for two in range(6) if one != two}
        told = {
            (to.organisation_id.int - 0xA0, of.organisation_id.int - 0xA0)
            for to, of in KINDS["identity"].knowledge(life)
        }
        assert told == pairs - apart


def test_newcomers_are_told_of_members_and_members_of_newcomers() -> None:
    """Five members: at least five; one newcomer is fewer than three, so no number."""
    previews = tuple(Preview(organisation_id=company(at), others=(), companies=5) for at in (0, 5))
    view = view_of(replace(proposed(), previews=previews))
    for number, least in ((0, None), (5, 5)):
        seen = mask_synergy(view, viewer=Viewer.company(company(number))).group
        assert seen is not None
        assert (seen.companies, seen.newcomers) == (least, ())


# --- each field is decided about -------------------------------------------------------------

DECIDED: Final[dict[type[msgspec.Struct], str]] = {
    SynergyView: "synergy_id kind sides nature route state state_since found_by pre_existing "
    "disclosed at_risk masked score score_band quantity distance_km distance_band criteria tco2e "
    "eur title agreed running_since runs_since stopped_on contract_until next_action results "
    "versions previews group",
    GroupView: "subject members companies anchor stream territory state measure value threshold "
    "unit amount figures missing fragile risks carrier grows newcomers grown_into",
    SideView: "role territory family division quantity standing masked organisation_id site_id "
    "flow_id sharing_id reason refused_value contract_until answered_at apart_from",
    MemberView: "role territory division masked organisation_id site_id sharing_id amount alone "
    "saving months joins_on",
    Versions: "catalogue rules factors offer need life settings_offer settings_need",
}
"""Fields for which the masks, and the tests beside this one, say who sees them. A new one is hidden
from all to whom the masks do not name it (``masking``, ``group_masking``; of pairs whose side is
hidden, ``coarse_view`` must make its value from copies before)."""


@pytest.mark.parametrize("struct", DECIDED)
def test_each_field_of_a_view_is_decided_about(struct: type[msgspec.Struct]) -> None:
    assert tuple(DECIDED[struct].split()) == struct.__struct_fields__


def test_a_field_that_no_mask_names_is_hidden_until_all_know_each_other() -> None:
    """From staff of one side, and from a member."""
    view = view_of(introduced(3))

    class Tomorrow(SynergyView, frozen=True, gc=False, kw_only=True):
        secret: str | None = None

    fields: dict[str, Any] = {name: getattr(view, name) for name in view.__struct_fields__}
    whole = Tomorrow(**fields, secret="CANARY")
    for viewer in (
        Viewer.animator(THERE),
        Viewer.animator(HERE, THERE),
        Viewer.company(company(0)),
    ):
        seen = mask_synergy(whole, viewer=viewer)
        assert "CANARY" not in str(seen)
