"""What a mail says and what it must never say."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, get_args
from uuid import UUID, uuid4

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace as changed

from boucle.catalogue import load_catalogue
from boucle.catalogue.wording.figures import Language
from boucle.contract.events.matching import Life, NextAction, Party, Preview, Side, SidePreview
from boucle.contract.events.reasons import Amount, Criterion
from boucle.contract.events.registry import Quantity
from boucle.contract.rounding import distance_band
from boucle.notifications.directory.answer import (
    Company,
    ContactAnswer,
    DirectoryPerson,
    OwnFlow,
    TerritoryAnswer,
)
from boucle.notifications.letters import words
from boucle.notifications.letters.amounts import tonnes_of_co2
from boucle.notifications.letters.consent_request import consent_request
from boucle.notifications.letters.disclosure import disclosure
from boucle.notifications.letters.introduction import introduction
from boucle.notifications.letters.letter import (
    AboutMeeting,
    AboutSynergy,
    Letter,
    LetterFact,
    Urls,
    language_of,
)
from boucle.notifications.letters.masked import MaskedView, masked_view
from boucle.notifications.letters.meetings.invitation import invitation
from boucle.notifications.letters.registry import (
    OF_GROUPS,
    OF_MEETINGS,
    OF_SYNERGIES,
    TO_ANIMATORS,
)
from boucle.notifications.letters.subjects import place
from boucle.notifications.mails.plan import OF_A_GROUP, Step
from boucle.notifications.meetings.decisions import MeetingRecord
from boucle.notifications.sending.calendars import Organiser, meeting_calendar
from boucle.notifications.sending.envelope import BadAddress, Envelope, compose
from boucle.notifications.translating import translator

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OFFER, NEED = uuid4(), uuid4()
CLAIRE = ContactAnswer(
    contact_id=uuid4(), name="Claire Dupré", email="claire@offre.example", phone="02 35 00 00 01"
)
KARIM = ContactAnswer(
    contact_id=uuid4(), name="Karim Haddad", email="karim@besoin.example", phone="02 35 00 00 02"
)
US, THEM = Company(name="Offre SA", contacts=(CLAIRE,)), Company(name="Besoin", contacts=(KARIM,))
SECRETS = {"flow": uuid4(), "site": uuid4()}
EXACT = ("331234", "331 234", "412345", "4.237", "4,237", "987.6", "51234", "CANARI")


def party(role: str, organisation: UUID, quantity: str, division: str) -> Party:
    return Party(
        side=Side(
            role="offer" if role == "offer" else "need",
            organisation_id=organisation,
            territory="200010700",
            site_id=SECRETS["site"],
            flow_id=SECRETS["flow"],
            family="heat_steam",
            division=division,
            quantity=Quantity(quantity, "MWh"),
        )
    )


def introduced(life: Life) -> Life:
    """With a preview for each party: sectors, quantities, figures as they are, but for the euros,
    which name a price."""
    sides = [one.side for one in life.parties]
    return changed(
        life,
        previews=tuple(
            Preview(
                organisation_id=one.organisation_id,
                others=tuple(
                    SidePreview(other.role, other.family, other.division, other.quantity)
                    for other in sides
                    if other is not one
                ),
                quantity=life.potential,
                distance_band=distance_band(life.distance_km or "0"),
                criteria=life.criteria,
                tco2e=life.tco2e,
            )
            for one in sides
        ),
    )


FOUND = Life(
    synergy_id=uuid4(),
    kind="substitution",
    state="qualified",
    found_by="engine",
    parties=(party("offer", OFFER, "331234", "38"), party("need", NEED, "412345", "20")),
    state_since=NOW,
    opened_at=NOW,
    title="CANARI: Offre SA vers Besoin",
    potential=Quantity("331234", "MWh"),
    tco2e=Amount("tCO2e", "51234", "61234"),
    eur=Amount("EUR", "123456", "234567"),
    distance_km="4.237",
    criteria=(
        Criterion(name="distance", verdict="pass", weight=20, value="4.237", unit="km"),
        Criterion(name="quality.temperature", verdict="unknown", weight=20, value="987.6"),
        Criterion(name="legal", verdict="fail", weight=5),
    ),
)
LIFE = introduced(FOUND)


CAUX = TerritoryAnswer(
    name="Caux Seine agglo",
    animator=DirectoryPerson(
        name="Anne Morel",
        email="anne@caux.example",
        phone="02 35 00 00 09",
        address="Maison du territoire, 76170 Lillebonne",
    ),
)
URLS = Urls(
    answer="https://boucle.example/r/TOKEN",
    stop="https://boucle.example/stop/TOKEN",
    privacy="https://boucle.example/confidentialite/200010700",
)


def envelope() -> Envelope:
    return Envelope(sender="boucle@boucle.example", message_id="<1@boucle.example>", date=NOW)


def parsed(letter: Letter, calendar: bytes | None = None) -> EmailMessage:
    message = message_from_bytes(compose(letter, envelope(), calendar), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def parts(message: EmailMessage) -> dict[str, str]:
    return {
        one.get_content_type(): str(one.get_content())
        for one in message.walk()
        if not one.is_multipart()
    }


def whom(**more: Any) -> dict[str, Any]:
    return {
        "company": US,
        "contact": CLAIRE,
        "urls": URLS,
        "today": NOW.date(),
        "territory": CAUX,
        **more,
    }


def about(view: MaskedView, **more: Any) -> AboutSynergy:
    return AboutSynergy(view=view, **whom(**more))


def inviting(meeting: MeetingRecord, views: Sequence[MaskedView] = (), **more: Any) -> AboutMeeting:
    return AboutMeeting(meeting=meeting, views=views, **whom(**{"names": {}, **more}))


def facts_of(letter: Letter) -> list[LetterFact]:
    return [fact for block in letter.blocks for fact in block.facts]


def points(letter: Letter) -> list[str]:
    return [point for block in letter.blocks for point in block.points]


def every_letter(language: Language) -> list[Letter]:
    catalogue, to = load_catalogue(), {"contact": changed(CLAIRE, language=language)}
    masked = masked_view(LIFE, OFFER, catalogue, language)
    known = masked_view(changed(LIFE, disclosed=True), OFFER, catalogue, language)
    return [
        *(
            write(about(masked, **to))
            for step, write in OF_SYNERGIES.items()
            if step != "disclosure"
        ),
        disclosure(about(known, others=[THEM], **to)),
        *(write(inviting(a_meeting(), [masked], **to)) for write in OF_MEETINGS.values()),
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_letter_says_who_writes_and_why(language: Language) -> None:
    for letter in every_letter(language):
        message = parsed(letter)
        sender = message["From"].addresses[0]
        assert (sender.display_name, sender.addr_spec) == (
            "Anne Morel, Caux Seine agglo",
            "boucle@boucle.example",
        )
        assert len(message["Subject"]) <= 70
        assert letter.preheader not in {"", letter.subject}
        for text in parts(message).values():
            for word in ("Anne Morel", "Caux Seine agglo", "02\u00a035\u00a000\u00a000\u00a009"):
                assert word in text
            assert "https://boucle.example/confidentialite/200010700" in text


def test_a_territory_without_animator_still_writes() -> None:
    seen = masked_view(LIFE, OFFER, load_catalogue(), "fr")
    for where in (None, TerritoryAnswer(name="Caux Seine agglo")):
        message = parsed(introduction(about(seen, territory=where)))
        assert message["Reply-To"] is None
        name = where.name if where else "Boucle"
        assert message["From"].addresses[0].display_name == name
        assert name in parts(message)["text/plain"]
        assert "None" not in parts(message)["text/html"]


def test_a_mail_follows_those_before_it() -> None:
    letter = introduction(about(masked_view(LIFE, OFFER, load_catalogue(), "fr")))
    long = [f"<{uuid4()}@boucle.example>" for _ in range(3)]
    sent = replace(envelope(), thread=tuple(long))
    message = message_from_bytes(compose(letter, sent), policy=policy.default)
    assert message["In-Reply-To"] == long[-1]
    assert message["References"].split() == long


def test_an_unknown_language_reads_french() -> None:
    assert language_of(changed(CLAIRE, language="de")) == "fr"


def test_each_step_has_one_letter() -> None:
    steps = {*OF_SYNERGIES, *OF_GROUPS}
    assert sorted((*steps, *OF_MEETINGS, *TO_ANIMATORS)) == sorted(get_args(Step))
    assert OF_SYNERGIES.keys() | OF_A_GROUP == OF_GROUPS.keys()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_introduction_tells_the_synergy_and_nobody(language: Language) -> None:
    seen = masked_view(LIFE, OFFER, load_catalogue(), language)
    letter = introduction(about(seen, contact=changed(CLAIRE, language=language)))
    message = parsed(letter)
    assert list(parts(message)) == ["text/plain", "text/html"]
    whole = message.as_string() + "".join(parts(message).values())
    for secret in (*EXACT, *map(str, SECRETS.values()), str(NEED), THEM.name, "123456"):
        assert secret not in whole
    assert "10" in message["Subject"]
    for text in parts(message).values():
        assert "https://boucle.example/r/TOKEN" in text
        assert "https://boucle.example/stop/TOKEN" in text
        assert "<img" not in text
    assert len(points(letter)) == 1


def test_headers_let_programs_stop_and_answer() -> None:
    message = parsed(introduction(about(masked_view(LIFE, OFFER, load_catalogue(), "fr"))))
    assert message["List-Unsubscribe"] == "<https://boucle.example/stop/TOKEN>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Message-ID"] == "<1@boucle.example>"
    assert message["To"].addresses[0].display_name == "Claire Dupré"
    assert message["Reply-To"] == "Anne Morel <anne@caux.example>"
    assert message["Subject"].startswith("331\u00a0234\u00a0MWh/an de vapeur\u00a0: ")


def test_a_disclosure_tells_who_and_what_next() -> None:
    action = NextAction("offer", "Visiter la chaufferie", (NOW + timedelta(days=9)).date())
    life = changed(LIFE, disclosed=True, next_action=action)
    seen = masked_view(life, OFFER, load_catalogue(), "fr")
    letter = disclosure(about(seen, others=[THEM], next_action=action))
    texts = parts(parsed(letter))
    for text in texts.values():
        for word in (
            "Besoin",
            "Karim Haddad",
            "02\u00a035\u00a000\u00a000\u00a002",
            "karim@besoin.example",
        ):
            assert word in text
        assert "Visiter la chaufferie" in text
        assert "mercredi 11 mars 2026" in text


def test_a_company_without_contact_is_shown_as_such() -> None:
    seen = masked_view(changed(LIFE, disclosed=True), OFFER, load_catalogue(), "fr")
    letter = disclosure(about(seen, others=[Company(name="Besoin")]))
    assert "animateur" in parts(parsed(letter))["text/plain"]


def test_what_people_wrote_is_escaped_and_breaks_no_header() -> None:
    meeting = a_meeting(
        title="Atelier</h1><script>x</script>\r\nBcc: victim@x.example", place="<b>ici</b>"
    )
    wicked = changed(CLAIRE, name='Eve"\r\nBcc: a@b.example')
    letter = invitation(inviting(meeting, company=changed(US, name="<i>"), contact=wicked))
    message = parsed(letter)
    assert message["Bcc"] is None
    html = parts(message)["text/html"]
    assert "<script>" not in html
    assert "<b>ici" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("address", ["x", "a b@c.example", "a@b\r\nBcc: c@d", "é@x.example", ""])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    letter = invitation(inviting(a_meeting(), contact=changed(CLAIRE, email=address)))
    with pytest.raises(BadAddress):
        compose(letter, envelope())


def a_meeting(title: str = "Atelier vapeur", place: str = "Lillebonne") -> MeetingRecord:
    return MeetingRecord(
        meeting_id=UUID(int=5),
        version=1,
        territory="200010700",
        kind="workshop",
        title=title,
        place=place,
        starts_at=datetime(2026, 7, 3, 7, 30, tzinfo=UTC),
        ends_at=datetime(2026, 7, 3, 10, 0, tzinfo=UTC),
        synergy_ids=(),
    )


def test_an_invitation_is_a_request_in_paris_time() -> None:
    meeting = a_meeting()
    sender = "boucle@boucle.example"
    content = meeting_calendar(
        meeting,
        "REQUEST",
        organiser=Organiser(sender, "Boucle", sender, receives=False),
        invited=CLAIRE,
        answer=None,
        url="https://x/m/T",
        stamp=NOW,
    )
    letter = invitation(inviting(meeting))
    message = parsed(letter, content)
    part = next(one for one in message.walk() if one.get_content_type() == "text/calendar")
    assert part["Content-Type"].params["method"] == "REQUEST"
    read = icalendar.Calendar.from_ical(content)
    assert read["METHOD"] == "REQUEST"
    zone = read.walk("VTIMEZONE")[0]
    assert zone["TZID"] == "Europe/Paris"
    assert len(zone.walk("DAYLIGHT")) == 1
    assert zone.walk("STANDARD")
    event = read.walk("VEVENT")[0]
    assert event["SEQUENCE"] == 0
    assert b"DTSTART;TZID=Europe/Paris:20260703T093000" in content
    assert b"COMMENT" not in content
    assert (
        "vendredi 3 juillet 2026, de 9\u00a0h\u00a030 à 12\u00a0h"
        in str(parts(message)["text/plain"]).lower()
    )


def test_the_language_is_the_contact_s() -> None:
    seen = masked_view(LIFE, NEED, load_catalogue(), "en")
    letter = introduction(about(seen, company=THEM, contact=changed(KARIM, language="en")))
    assert letter.subject == "412,345\u00a0MWh/year of steam: a possible supplier within 10\u00a0km"
    assert letter.language == "en"
    text = parts(parsed(letter))["text/plain"]
    assert "  - You need: Steam, 412,345\u00a0MWh a year" in text
    assert " :" not in text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("band", "said", "alone", "english"),
    [
        ("0-10 km", "à moins de 10 km", "moins de 10\u00a0km", "within 10 km"),
        ("10-30 km", "entre 10 et 30 km", "de 10 à 30\u00a0km", "10 to 30 km away"),
        (words.exact_distance("18.5"), "à 19 km", "19\u00a0km", "19 km away"),
        (words.exact_distance("0.4"), "à moins de 1 km", "moins de 1\u00a0km", "within 1 km"),
        ("200+ km", "à plus de 200 km", "plus de 200\u00a0km", "more than 200 km away"),
    ],
)
def test_a_distance_reads_as_a_band(band: str, said: str, alone: str, english: str) -> None:
    assert place(band, translator("fr")) == said
    assert words.distance_span(band, "fr") == alone
    assert place(band, translator("en")) == english


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        ("50000", "60000", "environ 55\u00a0000 t de CO₂ évitées"),
        ("20000", "50000", "entre 20\u00a0000 et 50\u00a0000 t de CO₂ évitées"),
        ("100", "100", "environ 100 t de CO₂ évitées"),
        ("-300", "-100", "entre 100 et 300 t de CO₂ émises en plus"),
        ("74926.5", "82813.512", "environ 79\u00a0000 t de CO₂ évitées"),
        ("-0.25", "0.3333", "jusqu'à 0,33 t de CO₂ évitées par an, sans certitude"),
        ("0", "12", "entre 0 et 12 t de CO₂ évitées"),
    ],
)
def test_a_climate_effect_reads_either_way(low: str, high: str, said: str) -> None:
    text = tonnes_of_co2(Amount("tCO2e", low, high), translator("fr"))
    assert text is not None
    assert text.startswith(said)


def test_a_missing_figure_is_not_shown() -> None:
    assert tonnes_of_co2(Amount("tCO2e", missing="no factor"), translator("fr")) is None


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**12), max_value=10**12))
def test_a_rounded_figure_is_within_half_a_hundredth_of_its_size(figure: Decimal) -> None:
    rounded = Decimal(words.significant(f"{figure:f}"))
    assert abs(rounded - figure) <= abs(figure) / 200
    assert len(rounded.normalize().as_tuple().digits) <= 3 or rounded == figure


def test_what_is_no_figure_is_not_rounded() -> None:
    for text in ("", "n/a", "NaN", "Infinity"):
        assert words.significant(text) == text


def test_a_company_reads_its_own_flow_as_it_declared_it() -> None:
    own = OwnFlow(
        site="Usine A",
        commune="Lillebonne",
        quantity=Quantity("331234.5", "MWh"),
        text="vapeur BP\nde la turbine " + "x" * 300,
    )
    seen = masked_view(LIFE, OFFER, load_catalogue(), "fr", own)
    for letter in (
        introduction(about(seen, own=own)),
        consent_request(about(seen, own=own)),
        disclosure(about(seen, own=own, others=[THEM])),
    ):
        facts = {fact.label: fact.value for block in letter.blocks for fact in block.facts}
        assert facts["Vous proposez"] == "Vapeur, 331\u00a0234,5\u00a0MWh par an"
        assert facts["Dans vos mots"] == "vapeur BP de la turbine …"
        assert facts["Votre site"] == "Usine A, Lillebonne"
        assert facts["Distance"] == "Moins de 10\u00a0km"


def test_a_site_named_after_its_commune_tells_it_once() -> None:
    own = OwnFlow(site="Scierie de Lillebonne", commune="LILLEBONNE", quantity=Quantity("1", "MWh"))
    seen = masked_view(LIFE, OFFER, load_catalogue(), "fr")
    facts = facts_of(introduction(about(seen, own=own)))
    assert [one.value for one in facts if one.label == "Votre site"] == ["Scierie de Lillebonne"]


def test_two_invitations_about_one_flow_have_subjects_of_their_own() -> None:
    near = changed(LIFE, distance_km="15")
    other = changed(near, parties=(LIFE.parties[0], party("need", uuid4(), "412345", "23")))
    lives = map(introduced, (near, other))
    views = [masked_view(one, OFFER, load_catalogue(), "fr") for one in lives]
    assert [introduction(about(view)).subject for view in views] == [
        f"331\u00a0234\u00a0MWh/an de vapeur\u00a0: {where} entre 10 et 30\u00a0km"
        for where in ("preneur possible (chimie)", "un preneur possible")
    ]
    assert "verre, ciment" in introduction(about(views[1])).preheader


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_would_emit_more_is_said_so_and_not_praised_for_it(language: Language) -> None:
    praise = {"fr": "Points favorables", "en": "What speaks for it"}[language]
    caution = {"fr": "plus de CO₂", "en": "more CO₂"}[language]
    to = changed(CLAIRE, language=language)
    season = Criterion(name="season", verdict="pass", weight=5)
    for worse, low, high in ((True, "-70", "-20"), (False, "-70", "20"), (False, "20", "70")):
        life = introduced(changed(LIFE, tco2e=Amount("tCO2e", low, high), criteria=(season,)))
        letter = introduction(
            about(masked_view(life, OFFER, load_catalogue(), language), contact=to)
        )
        assert (praise in {block.heading for block in letter.blocks}) is not worse
        assert any(caution in line for line in letter.opening) is worse


def test_a_meeting_names_those_whose_names_were_exchanged_and_nobody_else() -> None:
    catalogue = load_catalogue()
    masked = masked_view(LIFE, OFFER, catalogue, "fr")
    known = masked_view(changed(LIFE, disclosed=True), OFFER, catalogue, "fr")
    letter = invitation(inviting(a_meeting(), [masked, known], names={NEED: THEM, OFFER: US}))
    assert "Besoin" not in points(letter)[0]
    assert points(letter)[1].startswith("Vapeur : votre échange avec Besoin, à 4 km")
    assert len(letter.closing) == 1
    assert invitation(inviting(a_meeting(), [known], names={NEED: THEM})).closing == ()
