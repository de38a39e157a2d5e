"""What a step disclosed is what changed in what the companies see, whatever the steps."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.contract.events.matching import Life, Party, Side
from boucle.contract.introduced import written_to
from boucle.contract.masking import Viewer, mask_synergy
from boucle.contract.views import view_of
from boucle.matching.disclosures.chain import Disclosure
from boucle.matching.disclosures.decisions import (
    ShownPair,
    disclosures_of,
    disclosures_to_tool,
)
from boucle.matching.lives.commands import Answer, Command, Introduce, Qualify, Reopen, Run
from boucle.matching.lives.decisions import decide
from boucle.matching.lives.transitions import InvalidTransition, Who
from tests.unit.matching.lives.test_transitions import NEED, NOW, OFFER, at, detected, yes

STRANGER = UUID(int=99)
Walk = list[Life]


def pooling() -> Life:
    """Three members."""
    sides = (Side("member", UUID(int=n), "200") for n in (1, 2, 3))
    return replace(detected(), kind="pooling", parties=tuple(Party(side=side) for side in sides))


answers = st.builds(
    Answer,
    organisation_id=st.sampled_from([OFFER, NEED, UUID(int=3)]),
    given=st.sampled_from(["consented", "consented", "interested", "refused", "contract_until"]),
    at=st.integers(0, 30).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    reason=st.just("price"),
    contract_until=st.none(),
).map(lambda one: one if one.given != "contract_until" else _dated(one))
commands: st.SearchStrategy[Command] = st.one_of(
    st.just(Qualify()),
    st.frozensets(st.sampled_from([OFFER, NEED, UUID(int=3)])).map(lambda to: introduce(*to)),
    answers,
    st.just(Run(agreed=None, since=date(2026, 1, 1))),
    st.just(Reopen()),
)
whos: st.SearchStrategy[Who] = st.sampled_from(["party", "animator", "introduction", "clock"])


def introduce(*to: UUID) -> Introduce:
    """To these; to nobody by name: as it was told before parties said when."""
    sent_at = NOW + timedelta(days=1)
    return Introduce(sent_at, dict.fromkeys(to, sent_at))


def _dated(one: Answer) -> Answer:
    return Answer(one.organisation_id, one.given, one.at, contract_until=date(2027, 1, 1))


@st.composite
def walks(draw: st.DrawFn) -> Walk:
    """Steps that the table allows; now and then a flow goes to another company."""
    life = draw(st.sampled_from([detected(), pooling()]))
    walk = [life]
    for minute in range(draw(st.integers(1, 12))):
        if draw(st.integers(0, 9)) == 0:
            life = _moved(life)
        command, who = draw(commands), draw(whos)
        if isinstance(command, Answer) and command.organisation_id not in parties(life):
            continue
        try:
            life = decide(life, command, who=who, now=NOW + timedelta(minutes=minute)).life
        except InvalidTransition:
            continue
        walk.append(life)
    return walk


def _moved(life: Life) -> Life:
    first, *others = life.parties
    new = UUID(int=first.side.organisation_id.int + 10)
    return replace(
        life, parties=(replace(first, side=replace(first.side, organisation_id=new)), *others)
    )


def parties(life: Life) -> set[UUID]:
    return {party.side.organisation_id for party in life.parties}


def named_to(organisation: UUID, life: Life | None) -> set[UUID]:
    """Whom the mask lets a company see by name in this life, but itself."""
    if life is None or organisation not in parties(life):
        return set()
    seen = mask_synergy(view_of(life), viewer=Viewer.company(organisation))
    return {side.organisation_id for side in seen.sides if side.organisation_id} - {organisation}


def step(before: Life | None, after: Life, version: int = 1) -> list[Disclosure]:
    return disclosures_of(before, after, version=version, at=NOW, actor="party:c-1")


@given(walks())
def test_names_are_recorded_exactly_where_the_mask_begins_to_show_them(walk: Walk) -> None:
    for before, after in zip([None, *walk], walk, strict=False):
        recorded = step(before, after)
        for organisation in {*parties(after), *(parties(before) if before else ()), STRANGER}:
            new = named_to(organisation, after) - named_to(organisation, before)
            identities = [
                one
                for one in recorded
                if one.kind == "identity" and one.to_organisation == organisation
            ]
            assert {one.of_organisation for one in identities} == new
            assert len(identities) == len(new)


@given(walks())
def test_each_is_introduced_when_it_was_written_to_or_answered(walk: Walk) -> None:
    for before, after in pairwise(walk):
        recorded = [one for one in step(before, after) if one.kind == "introduced"]
        if parties(before) == parties(after):
            new = introduced(after) - introduced(before)
            assert {one.to_organisation for one in recorded} == new
            assert len(recorded) == len(new) * (len(after.parties) - 1)
        elif after.introduced_at is None:
            assert recorded == []


def introduced(life: Life) -> frozenset[UUID]:
    return frozenset() if life.introduced_at is None else written_to(life)


def test_who_is_asked_second_is_no_line_before_it_was_written_to() -> None:
    life = replace(at(detected(), Qualify()), asked_first=OFFER)
    first = at(life, introduce(OFFER), who="introduction")
    assert whom(step(life, first)) == [(OFFER, NEED)]
    agreed = at(first, yes(OFFER), who="introduction")
    refused = at(first, Answer(OFFER, "refused", NOW, reason="price"), who="introduction")
    assert step(first, agreed) == step(first, refused) == []
    second = at(agreed, introduce(OFFER, NEED), who="introduction")
    assert whom(step(agreed, second)) == [(NEED, OFFER)]
    assert whom(step(agreed, at(agreed, yes(NEED)))) == [(NEED, OFFER)]


def whom(recorded: list[Disclosure]) -> list[tuple[UUID, UUID]]:
    assert {one.kind for one in recorded} == {"introduced"}
    return [(one.to_organisation, one.of_organisation) for one in recorded]


def test_the_parts_of_a_disclosure() -> None:
    introduced = at(detected(), Introduce(sent_at=NOW), who="introduction")
    consented = at(introduced, yes(OFFER, "consented"), yes(NEED, "consented"))
    assert step(None, detected()) == []
    assert [(one.kind, one.right, one.to_organisation, one.of_organisation)
            for one in step(detected(), introduced)] == [
        ("introduced", "introduction", OFFER, NEED),
        ("introduced", "introduction", NEED, OFFER),
    ]  # fmt: skip
    [first, second] = step(introduced, consented, version=4)
    assert first == Disclosure(
        at=NOW,
        kind="identity",
        right="consent",
        to_organisation=OFFER,
        to_territory="200",
        of_organisation=NEED,
        of_territory="200",
        synergy_id=UUID(int=7),
        version=4,
        actor="party:c-1",
    )
    assert (second.to_organisation, second.of_organisation) == (NEED, OFFER)
    assert step(consented, consented) == []


def test_who_takes_the_place_of_a_party_comes_to_know_and_to_be_known() -> None:
    consented = at(detected(), yes(OFFER, "consented"), yes(NEED, "consented"))
    moved = _moved(consented)
    new = UUID(int=OFFER.int + 10)
    assert [(one.to_organisation, one.of_organisation) for one in step(consented, moved)] == [
        (new, NEED),
        (NEED, new),
    ]


def shown_pair(need: UUID = NEED) -> ShownPair:
    return ShownPair(UUID(int=7), "tyca", NOW, OFFER, "1", need, "2")


def test_a_tool_that_is_shown_a_pair_is_a_line_for_each_direction() -> None:
    lines = disclosures_to_tool(shown_pair())
    assert [(one.to_organisation, one.of_organisation) for one in lines] == [
        (OFFER, NEED),
        (NEED, OFFER),
    ]
    assert [(one.to_territory, one.of_territory) for one in lines] == [("1", "2"), ("2", "1")]
    assert {(one.kind, one.right, one.actor, one.version) for one in lines} == {
        ("declared_by_one_tool", "tool", "tool:tyca", 0)
    }


def test_two_flows_of_one_company_disclose_nothing() -> None:
    assert disclosures_to_tool(shown_pair(need=OFFER)) == []
    assert len(disclosures_to_tool(shown_pair(need=UUID(int=0)))) == len((OFFER, NEED))
