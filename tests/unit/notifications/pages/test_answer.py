"""What the answer page says in each state, in both languages, and what it must not say."""

from __future__ import annotations

from datetime import date
from html import unescape
from typing import get_args
from uuid import UUID, uuid4

import pytest
from msgspec.structs import replace as changed

from boucle.catalogue.wording.figures import Language
from boucle.contract.events.matching import FormerRun, Life, Result, Side, State
from boucle.contract.events.registry import Quantity
from boucle.notifications.directory.answer import (
    Company,
    ContactAnswer,
    Directory,
    DirectoryPerson,
    OwnFlow,
    TerritoryAnswer,
)
from boucle.notifications.introductions.decisions import IntroductionRecord, Reply
from boucle.notifications.pages.answer import answer_view
from boucle.notifications.pages.answer_sentences import OF_A_GROUP, OF_A_PAIR, OF_GROWING
from boucle.notifications.pages.frame import frame, reader
from boucle.notifications.pages.opened import OpenedPage, registry_request
from boucle.notifications.pages.rendering import page
from boucle.notifications.pages.states import TEMPLATES, Ending, Situation
from tests.kit.of_groups.made_groups import a_group
from tests.unit.notifications.pages.test_states import (
    AGREED,
    DONE,
    NO,
    NOW,
    THEM,
    US,
    YES,
    a_life,
    a_record,
    stands,
)

CAUX, FLOW, THEIRS = "200010700", uuid4(), uuid4()
CLAIRE, KARIM = uuid4(), uuid4()
LANGUAGES: tuple[Language, ...] = get_args(Language)


def directory(language: Language = "fr") -> Directory:
    def company(name: str, contact: UUID, phone: str) -> Company:
        email = f"{name.split(maxsplit=1)[0].lower()}@{name.split()[1].lower()}.example"
        person = ContactAnswer(
            contact_id=contact, name=name, email=email, phone=phone, language=language
        )
        return Company(name=f"Société {name.split()[1]}", contacts=(person,))

    def flow(site: str, text: str) -> OwnFlow:
        return OwnFlow(site=site, quantity=Quantity("331234", "MWh"), text=text)

    return Directory(
        organisations={
            US: company("Claire Dupré", CLAIRE, "02 35 00 00 01"),
            THEM: company("Karim Haddad", KARIM, "02 35 00 00 02"),
        },
        territories={
            CAUX: TerritoryAnswer(
                name="Caux Seine",
                animator=DirectoryPerson(
                    name="Anne Morel", email="anne@caux.example", phone="02 35 11 22"
                ),
            )
        },
        flows={FLOW: flow("Usine A", "vapeur BP"), THEIRS: flow("Chaufferie B", "SECRET-TEXTE")},
    )


def with_flows(life: Life) -> Life:
    return changed(
        life,
        parties=tuple(
            changed(
                party,
                side=Side(
                    role=party.side.role,
                    organisation_id=party.side.organisation_id,
                    territory=CAUX,
                    family="heat_steam",
                    division="20",
                    flow_id=FLOW if party.side.organisation_id == US else THEIRS,
                    quantity=Quantity("331234", "MWh"),
                ),
                standing="consented" if life.disclosed else party.standing,
            )
            for party in life.parties
        ),
    )


def shown(
    situation: Situation,
    life: Life,
    known: Directory,
    language: Language = "fr",
    *,
    keep: bool = False,
) -> str:
    """The page as a browser gets it. ``keep``: of the life's own sides."""
    life = life if keep else with_flows(life)
    to = reader(known, US, CLAIRE)
    view = OpenedPage(
        life=life,
        company=US,
        situation=situation,
        directory=known,
        reader=to,
        frame=frame(known, to, CAUX, "/stop/x"),
        named_on=NOW.date(),
    )
    made = page(
        TEMPLATES[situation.state],
        frame=view.frame,
        view=answer_view(view, None, NOW.date()),
    )
    return unescape(bytes(made.body).decode()).replace("\u00a0", " ")


BEFORE = [a_record(), a_record(YES), a_record(YES, YES), a_record(NO), a_record(DONE)]


@pytest.mark.parametrize("record", BEFORE, ids=lambda record: str(stands(record).state))
@pytest.mark.parametrize("language", LANGUAGES)
def test_before_both_agree_nobody_is_named(record: IntroductionRecord, language: Language) -> None:
    text = shown(stands(record), a_life(), directory(language), language)
    for own in (
        "Société Dupré",
        "Usine A",
        "vapeur BP",
        "Anne Morel",
        "Caux Seine",
        "tel:02351122",
    ):
        assert own in text
    for other in ("Haddad", "02 35 00 00 02", "Chaufferie B", "SECRET", str(THEM), str(THEIRS)):
        assert other not in text
    assert f'<html lang="{language}">' in text
    assert set(registry_request(with_flows(a_life()), US)[0]) == {US}
    assert set(registry_request(with_flows(a_life()), US)[2]) == {FLOW}


def test_what_will_be_passed_on_is_spelled_out() -> None:
    situation = stands(a_record(YES, YES))
    text = shown(situation, a_life(), directory())
    assert "Société Dupré, Claire Dupré, 02 35 00 00 01, claire@dupré.example" in text
    assert "son contact" in shown(situation, a_life(), Directory())


def test_while_the_names_are_on_their_way_it_asks_nobody() -> None:
    text = shown(stands(a_record(AGREED, AGREED)), a_life(), directory())
    assert "Vous avez tous deux accepté" in text
    assert "nous lui demandons" not in text
    assert "Karim" not in text


def test_once_both_agreed_it_says_who_where_and_who_calls_whom() -> None:
    life = a_life(disclosed=True, state="consented")
    text = shown(stands(a_record(AGREED, AGREED), life), life, directory())
    for said in ("Karim Haddad", "tel:0235000002", "mailto:karim@haddad.example", "Chaufferie B"):
        assert said in text
    assert "Nous proposons que vous appeliez Karim Haddad (Société Haddad) avant le" in text
    assert "SECRET" not in text
    assert "<form" not in text
    assert "rien ne sera transmis" not in text
    assert "envoyées par courriel" in shown(
        stands(a_record(AGREED, AGREED), life), life, Directory()
    )


def test_what_was_answered_is_shown_and_stands_in_the_forms() -> None:
    refused = shown(stands(a_record(NO)), a_life(), directory())
    assert "Raison : le prix ou le coût ne convient pas." in refused
    assert "« trop cher »" in refused
    assert 'value="price" checked' in refused
    done = shown(stands(a_record(DONE)), a_life(), directory())
    assert "vendredi 31 décembre 2027" in done
    assert 'value="2027-12-31"' in done
    assert 'value="yes" checked' in shown(stands(a_record(AGREED)), a_life(), directory())


def test_an_animator_may_have_noted_a_reason_that_the_page_does_not_offer() -> None:
    """``POST …/answers`` takes every reason; of a shared post the page offers none of substances.
    It answered 500."""
    life = a_group("post", [US, *(uuid4() for _ in range(3))]).life
    refused = Reply("refused", reason="concentration")
    text = shown(Situation("refused", refused), life, directory(), keep=True)
    assert "Raison : la composition ou la concentration ne convient pas." in text
    assert 'value="concentration"' not in text


@pytest.mark.parametrize("ending", OF_A_PAIR.endings)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_ending_has_its_words(ending: Ending, language: Language) -> None:
    states: dict[str, State] = {"running": "running", "stopped": "stopped"}
    life = a_life(state=states.get(ending, "introduced"), disclosed=ending in states)
    situation = Situation("over", AGREED, named=ending in states, ending=ending)
    text = shown(situation, life, directory(language), language)
    assert "<form" not in text
    assert ("Karim Haddad" in text) is (ending in states)
    assert "(facultatif)" not in text


def test_a_group_has_words_for_every_ending_a_pair_for_its_own() -> None:
    for say in (OF_A_GROUP, *OF_GROWING.values()):
        assert say.endings.keys() == {*get_args(Ending)}
    assert OF_A_PAIR.endings.keys() == {*get_args(Ending)} - {"left", "grown", "below"}


def test_a_contract_ends_tomorrow_at_the_earliest() -> None:
    text = shown(stands(a_record()), a_life(), directory())
    assert f'min="{date(2026, 3, 3).isoformat()}"' in text


def test_a_page_of_what_runs_says_since_when_how_much_and_what_came_of_it() -> None:
    made = a_group("waste", [US, uuid4(), uuid4(), uuid4(), uuid4()])
    parties = tuple(changed(party, standing="consented") for party in made.life.parties)
    result = Result(
        result_id=uuid4(),
        period_start=date(2026, 7, 1),
        period_end=date(2026, 9, 30),
        grade="verified",
        eur="250",
        quantity=Quantity("15", "t"),
    )
    life = changed(
        made.life,
        parties=parties,
        disclosed=True,
        state="running",
        running_since=date(2026, 7, 1),
        agreed=Quantity("60", "t"),
        results=(result,),
    )
    running = Situation("over", named=True, ending="running")
    text = shown(running, life, directory(), keep=True)
    for said in (
        "Ce que vous y gagnez<",
        "Environ 820 € par an.",
        "mercredi 1er juillet 2026",
        "60 t par an",
        "Du 01/07/2026 au 30/09/2026",
        "250 €, 15 t, vérifié",
    ):
        assert said in text, said
    assert "non compté" not in text
    doubted = changed(result, grade="declared", eur="100000")
    text = shown(running, changed(life, results=(doubted,)), directory(), keep=True)
    assert "15 t, montant non compté sans justificatif" in text
    began = date(2026, 5, 16)
    stopped, raised = FormerRun(began, date(2026, 6, 1)), FormerRun(began, date(2026, 7, 1))
    for before, since in ((raised, "samedi 16 mai 2026"), (stopped, "mercredi 1er juillet 2026")):
        text = shown(running, changed(life, former_runs=(before,)), directory(), keep=True)
        assert since in text
    lost = shown(
        Situation("over", named=True, ending="below"),
        changed(life, lost_on=date(2026, 11, 1)),
        directory(),
        keep=True,
    )
    assert "60 t par an" in lost
    assert "Environ 820" not in lost
