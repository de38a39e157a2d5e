"""Who vouches for an organisation, and what that makes of it: pure decisions."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import get_args
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.platform.errors import Faulty
from boucle.platform.identity import Principal
from boucle.registry.domain.entities import Organisation, OrganisationState, SiteDraft
from boucle.registry.parties.organisations.merging import foreign_tools, merged, why_not_one
from boucle.registry.parties.organisations.postal_codes import (
    ALPHABET,
    LASTS,
    LENGTH,
    TRIES,
    PostalCode,
    entered,
    letter,
    why_worthless,
)
from boucle.registry.parties.organisations.verification import (
    How,
    Voucher,
    claimed_again,
    declared_state,
    moved_state,
    revised_state,
    unproven,
    vouching,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SIREN, OTHER = "732829320", "303687867"
FALAISE, CAEN = "241400514", "200065597"
ONE = Organisation(
    id=UUID(int=1),
    name="x",
    siren=SIREN,
    territory=FALAISE,
    example=False,
    tools=("a",),
    direct=False,
    state="claimed",
    version=1,
    declared_at=NOW,
    updated_at=NOW,
)

STATES = st.sampled_from(get_args(OrganisationState))
SIRENS = st.sampled_from([SIREN, OTHER, None])
HOWS = st.sampled_from([None, "tool", "declared_by_animator", "declared_by_operator"])


def voucher(how: str | None) -> Voucher:
    return Voucher("c", "tool", NOW, how)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("principal", "verifies", "how"),
    [
        (Principal("t", "tool", "t"), True, "tool"),
        (Principal("t", "tool", "t"), False, None),
        (Principal("o", "operator", "o"), False, "declared_by_operator"),
        (
            Principal("a", "animator", "a", territories=frozenset({FALAISE})),
            False,
            "declared_by_animator",
        ),
        (Principal("a", "animator", "a", territories=frozenset({CAEN})), False, None),
        (Principal("c", "company", "c", organisations=frozenset({ONE.id})), True, None),
    ],
)
def test_who_vouches(principal: Principal, verifies: bool, how: str | None) -> None:
    assert vouching(principal, FALAISE, NOW, verifies=verifies).how == how


@given(how=HOWS, taken=st.booleans())
def test_nothing_new_is_verified_that_is_taken_or_that_nobody_vouches_for(
    how: str | None, taken: bool
) -> None:
    state, _ = declared_state(voucher(how), taken=taken)
    assert (state == "verified") == (how is not None and not taken)


@given(state=STATES, siren=SIRENS, how=HOWS, taken=st.booleans(), gone=st.booleans())
def test_what_is_declared_again_gains_nothing_that_nobody_vouches_for(
    state: OrganisationState, siren: str | None, how: str | None, taken: bool, gone: bool
) -> None:
    before = replace(ONE, state=state, withdrawn_at=NOW if gone else None)
    taken = taken and siren is not None
    if state == "verified" and not gone and siren != SIREN and (how is None or taken):
        with pytest.raises(Faulty) as refused:
            revised_state(before, siren, voucher(how), taken=taken)
        assert refused.value.errors[0].field == "body.siren"
        return
    after, recorded = revised_state(before, siren, voucher(how), taken=taken)
    if after == "verified" and (state != "verified" or siren != SIREN):
        assert how is not None, "somebody vouches for what it is now"
        assert recorded == how
        assert not taken
    if state == "refused":
        assert after == "refused"
    if after == "verified" and gone:
        assert not taken, "another one has its SIREN meanwhile"
    assert (recorded is None) == (after == state and (after != "verified" or siren == SIREN))


SENT = PostalCode(ONE.id, SIREN, "hash", ("12 rue",), NOW, NOW + LASTS)


@pytest.mark.parametrize(
    ("sent", "siren", "days", "said"),
    [
        (None, SIREN, 0, "no code was sent"),
        (SENT, SIREN, 60, "expired on 2026-05-01"),
        (replace(SENT, tries=TRIES), SIREN, 0, "5 times"),
        (SENT, OTHER, 0, SIREN),
        (SENT, None, 0, SIREN),
    ],
)
def test_a_code_that_is_worth_nothing_says_what_to_do(
    sent: PostalCode | None, siren: str | None, days: int, said: str
) -> None:
    why = why_worthless(sent, siren, NOW + timedelta(days=days))
    assert why is not None
    assert said in why
    assert "animator" in why
    assert "\n" not in why


def test_a_code_lasts_sixty_days_and_five_tries() -> None:
    late = NOW + timedelta(days=59, hours=23)
    assert why_worthless(replace(SENT, tries=TRIES - 1), SIREN, late) is None


@given(st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH))
def test_a_code_is_read_however_it_is_typed(code: str) -> None:
    shown = f"{code[:4]}-{code[4:]}"
    assert shown in letter("Scierie", SIREN, ("12 rue",), code, NOW)
    for typed in (code, shown, shown.lower(), f" {code[:2]} {code[2:]} "):
        assert entered(typed) == code


INTO = replace(ONE, id=UUID(int=2), state="verified", tools=("b",))


@pytest.mark.parametrize(
    ("one", "into", "said"),
    [
        (ONE, ONE, "itself"),
        (ONE, replace(INTO, siren=OTHER), "two SIRENs"),
        (ONE, replace(INTO, state="refused"), "verify it first"),
        (INTO, ONE, "merge that one into this one"),
    ],
)
def test_what_contradicts_a_merge(one: Organisation, into: Organisation, said: str) -> None:
    assert said in str(why_not_one(one, into))


def test_a_merge_keeps_what_the_one_that_stays_says_of_itself() -> None:
    claim = replace(ONE, name="y", direct=True)
    assert why_not_one(claim, INTO) is None
    gone, stays = merged(claim, INTO, NOW)
    assert (gone.merged_into, gone.withdrawn_at, gone.version) == (INTO.id, NOW, 2)
    assert stays == replace(INTO, direct=True, version=2), "no tool of the claim acts for it"
    named = merged(claim, INTO, NOW, claim.tools)[1]
    assert named == replace(stays, tools=tuple(sorted({*INTO.tools, *claim.tools})))
    assert [(one.field, one.value) for one in foreign_tools(claim, ["a", "x"])] == [("tools", "x")]


VERIFIED = replace(ONE, state="verified")
WITHOUT_SIREN = replace(VERIFIED, siren=None)
THERE = SiteDraft(
    name="y",
    siret=None,
    naf=None,
    latitude=48.89,
    longitude=-0.19,
    location_precision="commune",
    commune=None,
    commune_code=None,
    address=None,
    territory=FALAISE,
    treatments=(),
    networks=(),
    example=False,
)
FIRST, SECOND = replace(THERE, siret="73282932000074"), replace(THERE, siret="73282932000082")


@pytest.mark.parametrize(
    ("organisation", "before", "site", "field"),
    [
        (VERIFIED, THERE, replace(THERE, territory=CAEN), "territory"),
        (VERIFIED, FIRST, replace(SECOND, territory=CAEN), "territory"),
        (VERIFIED, FIRST, SECOND, "siret"),
        (WITHOUT_SIREN, THERE, FIRST, "siret"),
        (WITHOUT_SIREN, None, FIRST, "siret"),
        (VERIFIED, THERE, FIRST, None),
        (VERIFIED, None, FIRST, None),
        (VERIFIED, FIRST, THERE, None),
        (VERIFIED, FIRST, replace(FIRST, name="z", address="1 rue", latitude=48.9), None),
        (WITHOUT_SIREN, None, THERE, None),
        (ONE, FIRST, replace(SECOND, territory=CAEN), None),
    ],
)
def test_what_of_a_site_nobody_looked_at_when_its_organisation_was_verified(
    organisation: Organisation, before: SiteDraft | None, site: SiteDraft, field: str | None
) -> None:
    assert unproven(organisation, before, site) == field


def test_who_moves_is_claimed_unless_somebody_there_vouches() -> None:
    nobody, known = voucher(None), voucher("tool")
    stays: tuple[OrganisationState, How | None] = ("verified", None)
    assert moved_state(VERIFIED, CAEN, stays, nobody) == ("claimed", "moved")
    assert moved_state(VERIFIED, CAEN, stays, known) == ("verified", "tool")
    assert moved_state(VERIFIED, FALAISE, stays, nobody) == stays
    refused: tuple[OrganisationState, How | None] = ("refused", None)
    assert moved_state(replace(ONE, state="refused"), CAEN, refused, nobody) == refused
    new: tuple[OrganisationState, How | None] = ("verified", "tool")  # it was claimed
    assert moved_state(ONE, CAEN, new, known) == new


def test_who_is_claimed_again_is_warned_once() -> None:
    moved = replace(VERIFIED, territory=CAEN, state="claimed")
    [warning] = claimed_again(VERIFIED, moved)
    assert (warning.field, warning.value) == ("territory", CAEN)
    for before, after in ((None, moved), (moved, moved), (VERIFIED, VERIFIED)):
        assert claimed_again(before, after) == []
