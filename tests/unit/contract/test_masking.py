"""Double-blind as properties: canaries planted in all that is private never come out."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.contract.events.matching import (
    Life,
    NextAction,
    Party,
    Preview,
    Result,
    Side,
    SidePreview,
    Standing,
)
from boucle.contract.events.reasons import Amount, Criterion
from boucle.contract.events.registry import Quantity
from boucle.contract.masking import OPERATOR, Viewer, mask_synergy
from boucle.contract.rounding import distance_band, rounded, score_band
from boucle.contract.views import SideView, SynergyView, Versions
from boucle.matching.candidates.synergy import Synergy
from boucle.matching.candidates.views import view_of_candidate
from boucle.platform.identity import Principal

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
# Ids of letters alone: a figure is never found in one by chance.
OFFERER, NEEDER = UUID("aa" * 16), UUID("bb" * 16)
HERE, THERE = "200000172", "247600786"
CANARY = "CANARY"
NOBODY = Viewer()


@dataclass(frozen=True)
class Secrets:
    """Values with five figures and more, so that none can come out by chance."""

    offer: str
    need: str
    pair: str
    distance: str
    points: int


secrets = st.builds(
    Secrets,
    offer=st.integers(11_111, 999_999).filter(lambda n: n % 100).map(str),
    need=st.integers(1_111_111, 9_999_999).filter(lambda n: n % 1000).map(str),
    pair=st.integers(11_111_111, 99_999_999).filter(lambda n: n % 1000).map(str),
    distance=st.decimals(11, 300, places=3).filter(lambda d: d % 1).map(str),
    points=st.integers(1001, 9999).filter(lambda n: n % 10),
)


def side(role: str, organisation: UUID, territory: str, value: str) -> Side:
    return Side(
        role="offer" if role == "offer" else "need",
        organisation_id=organisation,
        territory=territory,
        site_id=UUID(("ac" if role == "offer" else "bc") * 16),
        flow_id=UUID(("ad" if role == "offer" else "bd") * 16),
        family="wood_class_b",
        division="16",
        quantity=Quantity(value, "t"),
    )


def synergy(secret: Secrets) -> Synergy:
    return Synergy(
        synergy_id=UUID("ee" * 16),
        kind="substitution",
        nature="material",
        offer=side("offer", OFFERER, HERE, secret.offer),
        need=side("need", NEEDER, THERE, secret.need),
        route="wood_to_panel",
        score=secret.points,
        quantity=Quantity(secret.pair, "t"),
        distance_km=secret.distance,
        criteria=(
            Criterion(
                name="moisture",
                verdict="pass",
                weight=3,
                points=secret.points,
                value=f"{CANARY} value",
                limit=f"{CANARY} limit",
                unit="%",
            ),
            Criterion(name="legal_status", verdict="pass", value="by_product", private=False),
        ),
        tco2e=Amount(unit="t/yr", low=secret.pair, high=secret.pair, factor="wood:1"),
        eur=Amount(unit="EUR/yr", low=secret.pair, high=secret.pair),
        versions=Versions(
            catalogue="c", rules="r", factors="f",
            offer=1, need=1, life=1, settings_offer=1, settings_need=1,
        ),
    )  # fmt: skip


def life_of(candidacy: Synergy, standing: Standing = "interested", *, disclosed: bool) -> Life:
    party = {
        "standing": standing,
        "reason": "price",
        "refused_value": f"{CANARY} refused",
        "contract_until": date(2031, 5, 17),
    }
    return Life(
        synergy_id=candidacy.synergy_id,
        kind="substitution",
        state="interested",
        found_by="workshop",
        parties=tuple(
            msgspec.convert({"side": msgspec.to_builtins(one), **party}, Party)
            for one in (candidacy.offer, candidacy.need)
        ),
        state_since=NOW,
        opened_at=NOW,
        disclosed=disclosed,
        title=f"{CANARY} title",
        next_action=NextAction(who=f"{CANARY} who", what=f"{CANARY} what"),
        agreed=candidacy.quantity,
        results=(
            Result(
                result_id=UUID("ff" * 16),
                period_start=date(2026, 1, 1),
                period_end=date(2026, 2, 1),
                grade="declared",
                eur=f"{CANARY} eur",
            ),
        ),
        score=candidacy.score,
        distance_km=candidacy.distance_km,
        criteria=candidacy.criteria,
        potential=candidacy.quantity,
    )


def text_of(view: msgspec.Struct) -> str:
    return msgspec.json.encode(view).decode()


def private_to(candidacy: Synergy, role: str, secret: Secrets) -> list[str]:
    own = candidacy.offer if role == "offer" else candidacy.need
    figure = secret.offer if role == "offer" else secret.need
    return [str(own.organisation_id), str(own.site_id), str(own.flow_id), f'"{figure}"']


def of_the_pair(secret: Secrets) -> list[str]:
    figures = [f'"{secret.pair}"', f'"{secret.distance}"', f":{secret.points}"]
    return [CANARY, *figures, '"2031-05-17"']


@pytest.mark.parametrize("with_life", [False, True])
@given(secret=secrets)
def test_a_counterpart_learns_nothing_before_consent(secret: Secrets, with_life: bool) -> None:
    candidacy = synergy(secret)
    whole = view_of_candidate(candidacy, life_of(candidacy, disclosed=False) if with_life else None)
    for viewer, role, other in (
        (Viewer.company(OFFERER), "offer", "need"),
        (Viewer.company(NEEDER), "need", "offer"),
        (Viewer.animator(HERE), "offer", "need"),
        (Viewer.animator(THERE), "need", "offer"),
    ):
        seen = mask_synergy(whole, viewer=viewer)
        mine, theirs = (
            (seen.sides[0], seen.sides[1]) if role == "offer" else (seen.sides[1], seen.sides[0])
        )
        # One's own refusal is one's own: the canaries of the other side are looked for.
        shown = text_of(msgspec.structs.replace(seen, sides=(theirs,)))
        for canary in (*private_to(candidacy, other, secret), *of_the_pair(secret)):
            assert canary not in shown, (viewer, canary)
        assert not mine.masked
        assert theirs.masked
        assert seen.masked


@given(secret=secrets)
def test_the_public_learns_nothing_ever(secret: Secrets) -> None:
    candidacy = synergy(secret)
    for disclosed in (False, True):
        whole = view_of_candidate(candidacy, life_of(candidacy, disclosed=disclosed))
        canaries = [
            *private_to(candidacy, "offer", secret),
            *private_to(candidacy, "need", secret),
            *of_the_pair(secret),
        ]
        stranger = Viewer.company(uuid4())
        shown = [
            text_of(mask_synergy(whole, viewer=NOBODY)),
            text_of(mask_synergy(whole, viewer=stranger)),
        ]
        assert not [canary for canary in canaries for text in shown if canary in text]


@given(secret=secrets, disclosed=st.booleans())
def test_masking_twice_is_masking_once(secret: Secrets, disclosed: bool) -> None:
    candidacy = synergy(secret)
    whole = view_of_candidate(candidacy, life_of(candidacy, disclosed=disclosed))
    for viewer in (NOBODY, OPERATOR, Viewer.company(OFFERER), Viewer.animator(THERE)):
        once = mask_synergy(whole, viewer=viewer)
        assert mask_synergy(once, viewer=viewer) == once


SOME = Secrets("12345", "7654321", "12345678", "42.125", 4567)


def test_parties_and_their_animators_see_all_once_disclosed() -> None:
    """But how many steps the life had, of which companies see some."""
    candidacy = synergy(SOME)
    whole = view_of_candidate(candidacy, life_of(candidacy, disclosed=True))
    assert whole.versions is not None
    uncounted = msgspec.structs.replace(
        whole, versions=msgspec.structs.replace(whole.versions, life=None)
    )
    for viewer in (Viewer.company(OFFERER), Viewer.company(NEEDER)):
        assert mask_synergy(whole, viewer=viewer) == uncounted
    for viewer in (Viewer.animator(HERE), OPERATOR):
        assert mask_synergy(whole, viewer=viewer) == whole


def test_an_animator_of_both_territories_sees_all_at_once() -> None:
    whole = view_of_candidate(synergy(SOME))
    assert mask_synergy(whole, viewer=Viewer.animator(HERE, THERE)) == whole


def test_where_the_other_is_is_shown_to_animators_only() -> None:
    whole = view_of_candidate(synergy(SOME))
    for viewer, shown in (
        (Viewer.company(OFFERER), None),
        (Viewer(organisations=frozenset({OFFERER}), tool="t"), None),
        (Viewer.animator(HERE), THERE),
    ):
        assert mask_synergy(whole, viewer=viewer).sides[1].territory == shown


def test_a_company_without_a_preview_reads_nothing_of_the_other() -> None:
    seen = mask_synergy(view_of_candidate(synergy(SOME)), viewer=Viewer.company(OFFERER))
    nothing = SideView(role="need", territory=None, standing="pending", masked=True)
    assert seen.sides[1] == nothing
    assert (seen.quantity, seen.distance_band, seen.score_band, seen.criteria) == (None,) * 3 + (
        (),
    )
    assert (seen.tco2e, seen.eur, seen.route) == (None, None, None)


def test_what_is_left_is_useful() -> None:
    seen = mask_synergy(view_of_candidate(synergy(SOME)), viewer=Viewer.animator(HERE))
    assert seen.quantity == Quantity("10000000", "t")
    assert seen.sides[1].quantity == Quantity("8000000", "t")
    assert seen.sides[1].family == "wood_class_b"
    assert (seen.distance_band, seen.score_band) == ("30-60 km", "fair")
    assert [(c.name, c.verdict) for c in seen.criteria] == [
        ("moisture", "pass"),
        ("legal_status", "pass"),
    ]
    assert seen.criteria[1].value == "by_product"
    assert seen.eur is not None
    assert seen.eur.missing


def test_a_route_is_shown_where_the_other_s_family_is() -> None:
    whole = view_of_candidate(synergy(SOME))
    for family in ("wood_class_b", None):
        preview = Preview(organisation_id=OFFERER, others=(SidePreview("need", family),))
        view = msgspec.structs.replace(whole, previews=(preview,))
        seen = mask_synergy(view, viewer=Viewer.company(OFFERER))
        assert (seen.sides[1].family, seen.route) == (family, family and "wood_to_panel")


def test_a_viewer_is_what_its_principal_holds() -> None:
    company = Principal("c", "company", "c", organisations=frozenset({OFFERER}))
    assert Viewer.of(company) == Viewer.company(OFFERER)
    tool = Principal("t", "tool", "t")
    assert Viewer.of(tool) == Viewer(tool="t")
    assert Viewer.of(tool, granted=frozenset({NEEDER})) == Viewer(
        organisations=frozenset({NEEDER}), tool="t"
    )
    animator = Principal("a", "animator", "a", territories=frozenset({HERE}))
    assert Viewer.of(animator) == Viewer.animator(HERE)
    assert Viewer.of(Principal("o", "operator", "o")) == OPERATOR


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12))
def test_one_figure_is_left(value: Decimal) -> None:
    shown = rounded(Quantity(str(value), "t")).value
    assert len(shown.lstrip("-").replace(".", "").strip("0")) <= 1
    assert "e" not in shown.lower()
    assert abs(Decimal(shown) - value) <= abs(value) / 2


@pytest.mark.parametrize(
    ("value", "shown"),
    [("0", "0"), ("0.00", "0"), ("0.0312", "0.03"), ("15", "20"), ("nonsense", "")],
)
def test_rounding(value: str, shown: str) -> None:
    assert rounded(Quantity(value, "t")).value == shown


def test_bands_hold_their_lower_bound() -> None:
    kilometres = ("0", "9.999", "10", "60", "199.9", "200")
    assert list(map(distance_band, kilometres)) == [
        "0-10 km",
        "0-10 km",
        "10-30 km",
        "60-100 km",
        "100-200 km",
        "200+ km",
    ]
    assert list(map(score_band, (3999, 4000, 8000))) == ["low", "fair", "excellent"]


def test_a_field_added_tomorrow_is_hidden() -> None:
    """The masked views are built from what may be shown: all else keeps its default."""
    whole = view_of_candidate(synergy(SOME), life_of(synergy(SOME), disclosed=False))
    seen = mask_synergy(whole, viewer=NOBODY)
    shown = {name for name in SynergyView.__struct_fields__ if getattr(seen, name) is not None}
    assert shown.isdisjoint({"score", "distance_km", "title", "agreed", "next_action", "versions"})
