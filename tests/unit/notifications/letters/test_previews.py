"""Before consent, a mail follows from what its reader was told, and from nothing else."""

from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace as changed

from boucle.catalogue import load_catalogue
from boucle.catalogue.wording.figures import Language
from boucle.contract.events.matching import Life, Preview, Role, SidePreview
from boucle.contract.events.reasons import Amount, Criterion
from boucle.contract.events.registry import Quantity
from boucle.notifications.letters import words
from boucle.notifications.letters.consent_request import consent_request
from boucle.notifications.letters.introduction import introduction
from boucle.notifications.letters.letter import Letter
from boucle.notifications.letters.masked import masked_view
from boucle.notifications.letters.meetings.invitation import invitation
from tests.kit.mails.received import plain
from tests.unit.notifications.letters.test_mail import (
    CLAIRE,
    LIFE,
    NEED,
    OFFER,
    a_meeting,
    about,
    facts_of,
    inviting,
    parsed,
    parts,
    points,
)

NARROW = Preview(
    organisation_id=OFFER,
    others=(SidePreview("need", "heat_hot_water", "20", Quantity("500000", "MWh")),),
    crowd=14,
    quantity=Quantity("200000", "MWh"),
    distance_band="10-30 km",
    score_band="good",
    criteria=(Criterion(name="legal", verdict="pass", weight=5),),
    tco2e=Amount("tCO2e", "20000", "50000"),
)
WIDENED = Preview(organisation_id=OFFER, others=(SidePreview("need"),), crowd=3)


def with_preview(preview: Preview, life: Life = LIFE) -> Life:
    return changed(life, previews=(preview,))


def letters(life: Life, language: Language = "fr") -> list[Letter]:
    seen = masked_view(life, OFFER, load_catalogue(), language)
    to = about(seen, contact=changed(CLAIRE, language=language))
    return [introduction(to), consent_request(to), invitation(inviting(a_meeting(), [seen]))]


def texts(life: Life, language: Language = "fr") -> list[str]:
    """Subjects, texts and HTML."""
    return [
        text
        for letter in letters(life, language)
        for text in (letter.subject, *parts(parsed(letter)).values())
    ]


quantities = st.integers(1, 10**7).map(lambda value: Quantity(str(value), "MWh"))
previews = st.builds(
    Preview,
    organisation_id=st.just(OFFER),
    others=st.tuples(
        st.builds(
            SidePreview,
            role=st.just("need"),
            family=st.sampled_from([None, "heat_steam", "heat_hot_water"]),
            division=st.sampled_from([None, "20", "35"]),
            quantity=st.none() | quantities,
        )
    ),
    crowd=st.none() | st.integers(0, 99),
    quantity=st.none() | quantities,
    distance_band=st.sampled_from([None, "0-10 km", "30-60 km", "200+ km"]),
    eur=st.sampled_from([None, Amount("EUR", "2000", "3000"), Amount("EUR", missing="route")]),
)


@given(previews, quantities, st.sampled_from(["20", "35", "10"]), st.integers(0, 300), st.uuids())
def test_what_was_not_told_changes_no_mail(
    preview: Preview, quantity: Quantity, division: str, km: int, other: UUID
) -> None:
    side = changed(
        LIFE.parties[1].side,
        organisation_id=other,
        territory="243500139",
        family="wood_chips",
        division=division,
        quantity=quantity,
        site_id=uuid4(),
        flow_id=uuid4(),
    )
    elsewhere = changed(
        LIFE,
        parties=(LIFE.parties[0], changed(LIFE.parties[1], side=side)),
        potential=quantity,
        distance_km=str(km),
        tco2e=Amount("tCO2e", str(km), str(2 * km)),
        eur=Amount("EUR", str(km), str(3 * km)),
        route="heat_steam>wood_chips",
        criteria=(),
        score=km,
    )
    assert texts(with_preview(preview)) == texts(with_preview(preview, elsewhere))


def test_what_was_told_is_said() -> None:
    life = with_preview(NARROW)
    [mail, _, meeting] = letters(life)
    assert mail.subject == (
        "331\u00a0234\u00a0MWh/an de vapeur\u00a0: preneur possible (chimie) entre 10 et 30\u00a0km"
    )
    assert points(meeting) == [
        "331\u00a0234\u00a0MWh/an de vapeur : un preneur possible (chimie) entre 10 et 30 km"
    ]
    facts = {fact.label: fact.value for fact in facts_of(mail)}
    assert facts["Qui"] == (
        "L'une des entreprises de la région (10 au moins) qui pourraient en avoir l'usage"
    )
    assert facts["Distance"] == "De 10 à 30\u00a0km"
    # the copy's step is 200,000 MWh: 0.63 to 1.6 of it stand behind, and of its CO2
    assert facts["Ce qui pourrait circuler"] == "Entre 130\u00a0000 et 320\u00a0000\u00a0MWh par an"
    assert facts["Effet sur le climat"].startswith("Entre 13\u00a0000 et 80\u00a0000")


@pytest.mark.parametrize(
    ("language", "subject", "other"),
    [
        (
            "fr",
            "331\u00a0234\u00a0MWh/an de vapeur\u00a0: un preneur possible à portée",
            ("L'autre entreprise cherche", "Un flux que le vôtre pourrait remplacer"),
        ),
        (
            "en",
            "331,234\u00a0MWh/year of steam: a possible taker within reach",
            ("The other company needs", "A flow that yours could replace"),
        ),
    ],
)
def test_what_was_widened_is_said_without(
    language: Language, subject: str, other: tuple[str, str]
) -> None:
    [mail, consent, _] = letters(with_preview(WIDENED), language)
    assert mail.subject == subject
    facts = [(fact.label, fact.value) for fact in facts_of(mail)]
    assert facts[1] == other
    assert [label for label, _ in facts[2:]] == {
        "fr": ["Qui", "Distance"],
        "en": ["Who", "Distance"],
    }[language]
    assert "(" not in consent.subject


@pytest.mark.parametrize(
    ("companies", "least"),
    [(None, None), (0, None), (2, None), (3, 3), (9, 3), (10, 10), (29, 10), (30, 30), (812, 30)],
)
@pytest.mark.parametrize("role", ["offer", "need", "member"])
def test_a_crowd_is_said_in_bands(companies: int | None, least: int | None, role: Role) -> None:
    for language in ("fr", "en"):
        said = words.crowd(companies, role, "fr" if language == "fr" else "en")
        digits = "".join(one for one in said or "" if one.isdigit())
        assert digits == ("" if least is None else str(least))


def test_a_crowd_is_said_no_more_once_the_other_is_named() -> None:
    life = changed(with_preview(NARROW), disclosed=True)
    assert masked_view(life, OFFER, load_catalogue(), "fr").crowd is None
    assert masked_view(with_preview(NARROW), NEED, load_catalogue(), "fr").crowd is None


def test_lines_of_one_flow_are_told_apart_by_nothing_of_the_other() -> None:
    """Two synergies of one flow of the reader, and two with one flow of another company."""
    catalogue, needs = load_catalogue(), LIFE.parties[1]
    lives = [
        changed(with_preview(NARROW), synergy_id=uuid4(), parties=(LIFE.parties[0], party))
        for party in (needs, changed(needs, side=changed(needs.side, organisation_id=uuid4())))
    ]
    views = [masked_view(life, OFFER, catalogue, "fr") for life in lives]
    letter = invitation(inviting(a_meeting(), views))
    [first, second] = points(letter)
    assert first == second
    whole = "".join(parts(parsed(letter)).values())
    for life in lives:
        for party in life.parties:
            for id_ in (party.side.organisation_id, party.side.flow_id, life.synergy_id):
                assert str(id_) not in whole


@pytest.mark.parametrize(
    ("most", "said"),
    [(None, "Jusqu'à 320 000 MWh par an"), ("150000", "Jusqu'à 150 000 MWh par an")],
)
def test_what_could_move_by_a_network_is_within_the_months_of_both(
    most: str | None, said: str
) -> None:
    """200,000 is a step: 1.6 times that may stand behind it, in fewer months."""
    season = Criterion(name="season", verdict="partial", weight=5, value="3", limit="6")
    cap = None if most is None else Quantity(most, "MWh")
    shown = changed(NARROW, criteria=(season,), most=cap)
    seen = masked_view(with_preview(shown), OFFER, load_catalogue(), "fr")
    assert plain(words.sentence(seen.quantity or "")) == said
