"""Whatever is sent is a draft or a list of faults, and what was taken is taken the same again."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boucle.catalogue import load_catalogue
from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.sharing import SEASONS, WEEK_HOURS, Place, Slot
from boucle.platform.errors import Fault, Invalid
from boucle.platform.http import patched
from boucle.platform.http.patching import merged
from boucle.platform.translating import translated
from boucle.registry.api.schemas.declarations.sharings import SharingRevise
from boucle.registry.api.wire import declared_sharing
from boucle.registry.declarations.at_site.as_sent import body_of, declared_names
from boucle.registry.declarations.at_site.declared import Key, declared, revised
from boucle.registry.declarations.sharings.decisions import KnownSharings, faults_at, found
from boucle.registry.declarations.sharings.drafts import SentSharing, drafted
from boucle.registry.declarations.sharings.figures import read_figures
from boucle.registry.declarations.sharings.sharing import LaneEnd, Sharing, SharingDraft
from boucle.registry.declarations.sharings.slots import DeclaredSlot, read_slots
from boucle.registry.declarations.sharings.subjects import read_subject
from boucle.registry.declarations.sharings.warnings import sharing_warnings
from boucle.registry.domain.entities import Site, SiteDraft

CATALOGUE, SHARING = load_catalogue(), sharing_catalogue()
SITE = UUID(int=1)
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PLACE = SiteDraft(
    *("x", None, None, 48.9, -0.2, "commune", None, None, None, "241400514", (), (), False)
)
AT = Site(SITE, UUID(int=2), PLACE, (), True, False, NOW.date(), 1, NOW, NOW)
NOTHING = KnownSharings({}, {}, {}, {})

numbers = st.one_of(
    st.decimals(-10, 10_000_000, places=2).map(str),
    st.sampled_from(["0", "0.5", "12", "x", "12 t/an", "2 MW", "5h", "3 m3"]),
)
keys = sorted(
    {
        key
        for each in SHARING.subjects.values()
        for terms in (each.need, each.offer)
        if terms
        for key in terms.figures
    }
)
words = sorted(
    {
        word
        for each in SHARING.subjects.values()
        for terms in (each.need, each.offer)
        if terms
        for choice in terms.choices.values()
        for word in choice.words
    }
)
ends = st.none() | st.sampled_from(
    [
        {"latitude": 48.9, "longitude": -0.2},
        {"latitude": 49.5, "longitude": 0.1},
        {"commune_code": "14118"},
        {"commune_code": "1411"},
        {},
    ]
)
slots = st.fixed_dictionaries(
    {"amount": numbers},
    optional={
        "season": st.none() | st.integers(0, 5),
        "first": st.integers(-2, 170),
        "end": st.integers(-2, 170),
    },
)
bodies = st.fixed_dictionaries(
    {
        "site_id": st.just(str(SITE)),
        "kind": st.sampled_from(["service", "equipment", "workforce"]),
        "direction": st.sampled_from(["need", "offer", "besoin"]),
        "certainty": st.just("estimated"),
    },
    optional={
        "subject": st.sampled_from([None, "N1101", "n 11 01", "N9999", *SHARING.subjects]),
        "description": st.sampled_from(["benne de carton", "gardien de nuit", "cariste", "x"]),
        "figures": st.dictionaries(st.sampled_from(keys), numbers, max_size=3),
        "choices": st.dictionaries(
            st.sampled_from(["container", "low", "temperature", "product"]),
            st.sampled_from([*words, "15 01 01"]),
            max_size=2,
        ),
        "origin": ends,
        "destination": ends,
        "weekdays": st.lists(st.integers(0, 8), max_size=3),
        "hours": st.none() | st.lists(st.integers(-1, 25), min_size=2, max_size=2),
        "slots": st.lists(slots, max_size=3),
        "months": st.lists(numbers, min_size=11, max_size=13) | st.just(["0.5"] * 12),
        "excluded": st.lists(st.sampled_from(["732829320", "73282932", str(SITE)]), max_size=2),
        "cost": st.none() | numbers,
        "valid_from": st.none() | st.just("2026-01-01"),
        "valid_until": st.sampled_from([None, "2025-01-01", "2027-01-01"]),
    },
)


def _taken(body: dict[str, Any], patch: dict[str, Any]) -> SharingDraft | list[str]:
    """The draft, or the fields that are wrong."""
    try:
        sent = patched(SharingRevise, body, patch)
        return drafted(declared_sharing(sent), CATALOGUE, SHARING)
    except Invalid as refused:
        return sorted(error.field for error in refused.errors)


def _kept(body: dict[str, Any]) -> SharingDraft | None:
    """As its row gives it back."""
    draft = _taken(body, {})
    if isinstance(draft, list):
        return None
    return msgspec.json.decode(msgspec.json.encode(draft), type=SharingDraft)


def test_what_is_declared_of_a_draft_is_what_a_sharing_declares() -> None:
    names = set(declared_names(SharingDraft))
    assert names == set(SentSharing.__dataclass_fields__)
    in_body = {"valid_from" if name == "since" else name for name in names}
    assert in_body == SharingRevise.model_fields.keys() - {"site_id"}


@settings(max_examples=300)
@given(bodies)
def test_what_is_taken_holds_what_its_subject_asks(body: dict[str, Any]) -> None:
    draft = _taken(body, {})
    if isinstance(draft, list):
        assert draft
        return
    if draft.kind == "workforce":
        assert len(draft.months) == 12
        assert all(0 <= Decimal(month) <= 50 for month in draft.months)
        return
    assert draft.months == ()
    assert bool(draft.slots) == (draft.kind == "equipment")
    if draft.subject is None:
        return
    subject = SHARING.subject(draft.subject)
    terms = subject.terms(draft.direction)
    assert subject.kind == draft.kind
    assert terms is not None
    for key, value in draft.figures.items():
        assert terms.figures[key].holds(Decimal(value))
    assert {one.key for one in terms.figures.values() if one.required} <= draft.figures.keys()
    assert {one.key for one in terms.choices.values() if one.required} <= draft.choices.keys()
    assert all(subject.most is None or Decimal(slot.amount) <= subject.most for slot in draft.slots)


@settings(max_examples=300)
@given(bodies)
def test_sent_again_as_it_was_it_is_the_same(body: dict[str, Any]) -> None:
    kept = _kept(body)
    if kept is not None:
        assert _taken({**body_of(kept), "site_id": str(SITE)}, {}) == kept
        shown = sharing_warnings(kept, AT, NOW.date())
        said = [text for one in shown for text in (one.message, one.expected)]
        assert all(text and translated(text, "fr") != text for text in said)


@settings(max_examples=300)
@given(bodies, bodies.map(lambda body: {k: body[k] for k in body if k != "site_id"}))
def test_a_patch_of_any_fields_is_the_put_of_the_merge(
    body: dict[str, Any], patch: dict[str, Any]
) -> None:
    kept = _kept(body)
    if kept is not None:
        whole = merged(body, patch)
        assert isinstance(whole, dict)
        patched_one = _taken({**body_of(kept), "site_id": str(SITE)}, patch)
        assert patched_one == _taken(whole, {})


halves = st.integers(0, 2 * WEEK_HOURS).map(lambda half: half / 2)
hours = st.tuples(halves, halves).filter(lambda span: span[0] < span[1])


@given(st.lists(st.tuples(st.none() | st.integers(1, SEASONS), hours), min_size=1, max_size=6))
def test_slots_are_taken_where_no_hour_is_in_two(
    spans: list[tuple[int | None, tuple[float, float]]],
) -> None:
    sent = [DeclaredSlot("1", season, *span) for season, span in spans]
    faults: list[Any] = []
    read = read_slots("equipment", sent, None, faults)
    held = [
        (season, hour)
        for season, (first, end) in spans
        for season in ([season] if season else range(1, SEASONS + 1))
        for hour in range(int(2 * first), int(2 * end))
    ]
    assert bool(faults) == (len(held) != len(set(held)))
    if not faults:
        covered = [
            (slot.season, half)
            for slot in read
            for half in range(int(2 * slot.first), int(2 * slot.end))
        ]
        assert sorted(held) == covered
        assert all(one.season <= other.season for one, other in pairwise(read))
        assert all(isinstance(slot, Slot) for slot in read)


def _post(**changes: Any) -> SharingDraft:
    return SharingDraft(
        kind="workforce",
        direction="need",
        subject="N1101",
        certainty="estimated",
        months=("0.5",) * 12,
        **changes,
    )


def _fields(
    draft: SharingDraft, known: KnownSharings = NOTHING, seen: Sharing | None = None
) -> list[str]:
    whole = found(draft, AT, known)
    return [fault.field for fault in faults_at(whole, AT, known, seen, NOW.date())]


def test_whom_it_excludes_is_found_by_id_or_by_siren_of_its_own_world() -> None:
    rival, sandboxed = UUID(int=7), UUID(int=8)
    known = KnownSharings(
        {}, {"732829320": {"": rival, "000001": sandboxed}, str(rival): {"": rival}}, {}, {}
    )
    assert found(_post(excluded=("732829320",)), AT, known).barred == (rival,)
    assert found(_post(excluded=("732829320", str(rival))), AT, known).barred == (rival,)
    assert found(_post(excluded=("303687867",)), AT, known).barred == ()
    assert _fields(_post(excluded=("303687867",)), known) == [], "nobody learns who is here"
    own = KnownSharings({}, {}, {AT.organisation_id: "732829320"}, {})
    assert _fields(_post(excluded=("732829320",)), own) == ["excluded[0]"]


def test_a_contract_that_is_behind_is_refused_once() -> None:
    over = date(2026, 3, 1)
    assert _fields(_post(contract_end=over)) == ["contract_end"]
    assert _fields(_post(contract_end=NOW.date())) == []
    draft = _post(contract_end=over)
    seen = declared(Sharing, Key(UUID(int=3)), AT, draft, catalogue_version="1", now=NOW)
    assert _fields(draft, seen=seen) == []
    assert [one.field for one in sharing_warnings(draft, AT, NOW.date())] == ["contract_end"]
    assert revised(seen, AT, draft, catalogue_version="1", now=NOW) is seen


def test_french_says_commas_and_nobody_counts_in_ones() -> None:
    terms = SHARING.subjects["freight"].need
    assert terms is not None
    faults: list[Fault] = []
    read_figures({"tonnes": "4", "load": "2"}, terms, faults)
    said = {one.field: (one.expected, translated(one.expected, "fr")) for one in faults}
    assert said["figures.load"] == ("0.01 to 1", "0,01 à 1")
    assert said["figures.trips"][0] == terms.figures["trips"].label_en + " (1/wk)"
    post = _post(figures={"hours_week": "14"})
    [short] = sharing_warnings(post, AT, NOW.date())
    assert "14 heures par semaine : 0,40 équivalent" in translated(short.message, "fr")
    lane = {"origin": Place(48.9, -0.2), "destination": Place(48.92, -0.2)}
    near = SharingDraft(
        kind="service", direction="need", subject="freight", certainty="estimated", places=lane
    )
    [short] = sharing_warnings(near, AT, NOW.date())
    assert translated(short.message, "fr").startswith("est à 2,2 km du départ")


def test_what_is_unlikely_is_warned_of() -> None:
    def fields(**changes: Any) -> list[str]:
        values = {"kind": "service", "direction": "need", "certainty": "estimated", **changes}
        return [one.field for one in sharing_warnings(SharingDraft(**values), AT, NOW.date())]

    near, far = Place(48.9, -0.2), Place(43.3, 5.4)
    lane = {"subject": "freight", "places": {"origin": near, "destination": far}}
    assert fields(**lane) == []
    assert fields(**{**lane, "places": {"origin": near, "destination": Place(48.92, -0.2)}}) == [
        "destination"
    ]
    assert fields(**{**lane, "places": {"origin": far, "destination": Place(44, 5)}}) == [
        "destination"
    ]
    waste = {"subject": "waste_collection", "figures": {"tonnes": "12", "pickups": "26"}}
    assert fields(**waste, cost="2400") == []
    assert fields(**waste, cost="240000") == ["cost"]
    assert fields(subject="waste_collection", figures={"tonnes": "120", "pickups": "2"}) == [
        "figures.tonnes"
    ]
    roof = {"roof": "200000", "rainfall": "800"}
    assert fields(subject="rainwater", direction="offer", figures=roof) == ["figures.roof"]
    assert fields(subject=None) == ["subject"]
    post = {"kind": "workforce", "subject": "N1101", "months": ("0.2",) * 11 + ("0.9",)}
    assert fields(**post, figures={"hours_week": "35"}) == []
    assert fields(**post, figures={"hours_week": "17.5"}) == ["months[11]"]


_LANE = {"origin": Place(48.9, -0.2), "destination": Place(47.08, -0.2)}  # 202 km, 263 by road
_ALWAYS = tuple(Slot(season, 0, WEEK_HOURS, "1000") for season in range(1, SEASONS + 1))


@pytest.mark.parametrize(
    ("subject", "cost", "figures", "doubted"),
    [
        # 104 trips of 263 km are 27,352 km: 22 EUR/km, less than a cent, 1.10 EUR/km.
        ("freight", "600000", {"tonnes": "10", "trips": "2"}, "cost"),
        ("freight", "50", {"tonnes": "10", "trips": "2"}, "cost"),
        ("freight", "30000", {"tonnes": "10", "trips": "2"}, None),
        ("waste_collection", "2600", {"tonnes": "20", "rental": "5000"}, "figures.rental"),
        (
            "waste_collection",
            "2600",
            {"tonnes": "20", "treatment_price": "200"},
            "figures.treatment_price",
        ),
        (
            "waste_collection",
            "2600",
            {"tonnes": "20", "treatment_price": "80", "rental": "600"},
            None,
        ),
        ("rainwater", "100", {"water": "12", "price": "4.8"}, "cost"),  # 21,024 EUR a year
        ("purchasing", "120000", {"volume": "2000", "price_now": "60"}, "cost"),
        ("purchasing", "120000", {"volume": "2000", "price_now": "120000"}, None),
        ("childcare", "60", {"places": "5"}, "cost"),
        ("childcare", "60000", {"places": "5"}, None),
        # 1,000 kW all year are 8,736 MWh: at 0.05 EUR/kWh 436,800 EUR.
        ("steam", "100000", {"stand_alone": "0.05"}, "cost"),
        ("steam", "430000", {"stand_alone": "0.05"}, None),
        ("steam", None, {"stand_alone": "2"}, "figures.stand_alone"),
        ("M1203", "27", {"hours_week": "17.5"}, "cost"),
        ("M1203", "20000", {"hours_week": "17.5"}, None),
    ],
)
def test_figures_that_contradict_each_other_or_what_is_usual_are_warned_of(
    subject: str, cost: str | None, figures: dict[str, str], doubted: str | None
) -> None:
    known = SHARING.subjects.get(subject)
    draft = SharingDraft(
        kind=known.kind if known else "workforce",
        direction="need",
        certainty="estimated",
        subject=subject,
        cost=cost,
        figures=figures,
        slots=_ALWAYS if subject == "steam" else (),
        places=_LANE if subject == "freight" else {},
        months=() if known else ("0.5",) * 12,
    )
    faults = list(sharing_warnings(draft, AT, NOW.date()))
    assert [one.field for one in faults] == ([doubted] if doubted else [])
    for one in faults:
        assert translated(one.message, "fr").startswith("est peu vraisemblable : ")
        assert translated(one.expected, "fr").startswith("d'ordinaire ")


def test_a_lane_to_the_south_atlantic_has_lost_a_sign() -> None:
    lane = {"origin": Place(48.9, -0.2), "destination": Place(-48.85, 2.35)}
    draft = SharingDraft(
        kind="service",
        direction="need",
        subject="freight",
        certainty="estimated",
        destination=LaneEnd(latitude=-48.85, longitude=2.35),
        places=lane,
    )
    [fault] = sharing_warnings(draft, AT, NOW.date())
    assert (fault.field, fault.value) == ("destination", "-48.85, 2.35")
    assert translated(fault.message, "fr").endswith("aucun camion ne va si loin")


@pytest.mark.parametrize(
    ("description", "machine"),
    [
        ("presse plieuse de 3 m", "press_brake"),
        ("Moissonneuse-batteuse, deux semaines", "harvester"),
        ("Presses plieuses", "press_brake"),
        ("broyeur et scie", None),
        ("machine", None),
    ],
)
def test_a_machine_is_what_its_description_names(description: str, machine: str | None) -> None:
    sent = SentSharing(
        kind="equipment",
        direction="need",
        certainty="measured",
        subject="machine",
        description=description,
        slots=(DeclaredSlot("1", None, 8, 18),),
    )
    assert drafted(sent, CATALOGUE, SHARING).choices.get("machine") == machine


@pytest.mark.parametrize(
    ("said", "nearest"),
    [
        ("restauration", "restauration des salariés"),
        ("crèche", "accueil d'enfants"),
        ("gardiennages", "gardiennage et sécurité"),
    ],
)
def test_the_nearest_subject_is_named_in_french(said: str, nearest: str) -> None:
    faults: list[Fault] = []
    assert read_subject(said, "service", SHARING, faults) is None
    right = translated(faults[0].expected, "fr")
    assert right == f"un service tel que {nearest} ; ou rien, et une description"


def test_words_of_a_choice_are_french_in_french() -> None:
    vehicle = SharingDraft(
        kind="equipment",
        direction="need",
        subject="vehicle",
        certainty="estimated",
        slots=(Slot(1, 0, 8, "1"),),
    )
    [fault] = sharing_warnings(vehicle, AT, NOW.date())
    assert "pelleteuse, chariot élévateur, camion" in translated(fault.expected, "fr")
    assert "excavator, forklift, lorry" in fault.expected


def test_a_tipper_lorry_is_no_lorry() -> None:
    sent = SentSharing(
        kind="equipment",
        direction="offer",
        certainty="measured",
        subject="vehicle",
        description="Camion-benne de 19 t",
        slots=(DeclaredSlot("1", None, 8, 18),),
    )
    assert drafted(sent, CATALOGUE, SHARING).choices == {"vehicle": "tipper"}
