"""What companies read of groups, each kind and each step: the rules of mails, and what nobody may
read before all who stay agreed."""

from __future__ import annotations

import re
from datetime import date
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.catalogue import load_catalogue
from boucle.catalogue.sharing import sharing_catalogue
from boucle.catalogue.wording.figures import Language
from boucle.contract.events.groups import RiskReason
from boucle.contract.events.matching import Standing
from boucle.contract.events.reasons import Amount, Criterion
from boucle.contract.kinds.members import at_least
from boucle.notifications.directory.answer import OwnSharing
from boucle.notifications.letters.group_words.chosen import WORDS
from boucle.notifications.letters.group_words.equipment import POST
from boucle.notifications.letters.group_words.occupied import mean, period
from boucle.notifications.letters.group_words.share import Weighed, share_of
from boucle.notifications.letters.registry import OF_GROUPS
from boucle.notifications.mails.plan import Step
from boucle.notifications.translating import translator
from tests.kit.mails import findings
from tests.kit.mails.received import plain
from tests.kit.of_groups.made_groups import (
    KINDS,
    a_group,
    at_risk,
    growing,
    lost,
    with_standings,
)
from tests.unit.notifications.letters.groups.written import (
    about,
    group,
    member,
    moved,
    received,
    seen,
)

LANGUAGES: tuple[Language, ...] = get_args(Language)
BEFORE_NAMES: tuple[Step, ...] = (
    *("introduction", "reminder", "last_reminder", "consent_request", "group_over"),
)
STAYING: tuple[Standing, ...] = ("pending", "interested", "consented")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", OF_GROUPS)
@pytest.mark.parametrize("name", KINDS)
def test_every_letter_holds_the_rules_of_mails(name: str, step: Step, language: Language) -> None:
    some = list(seen(group(name), step, language))
    assert some
    rules = list(findings(some, but=("copies", "threads", "headers")))
    assert rules == [], "\n".join(rules)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("step", OF_GROUPS)
@pytest.mark.parametrize("name", KINDS)
def test_every_letter_of_a_group_that_grows_does(name: str, step: Step, language: Language) -> None:
    some = list(seen(growing(group(name)), step, language))
    rules = list(findings(some, but=("copies", "threads", "headers")))
    assert rules == [], "\n".join(rules)


def test_a_member_reads_who_would_join_and_a_newcomer_that_the_group_runs() -> None:
    """Four run, one would join: nobody is named, and saying no leaves no running group."""
    made = growing(group("waste"))
    member_text, newcomer_text = (
        plain(received(about(made, made.life, rank), "introduction").text) for rank in (0, 4)
    )
    for said in (
        "a repéré une ou plusieurs entreprises proches qui pourraient rejoindre votre groupe pour "
        "vos 24 t par an de papier et carton",
        "Votre groupe continue comme avant tant qu'il n'a pas dit oui.",
        "avec ce que vous y gagnez déjà",
        "Dire non ne vous fait pas quitter votre groupe, et les nouvelles entreprises n'apprennent "
        "pas votre nom.",
    ):
        assert said in member_text, member_text
    assert "qui refuse quitte le groupe" not in member_text
    assert "sans votre accord" not in member_text
    for said in (
        "a repéré un groupe déjà en place (au moins 3 entreprises proches), que vous pourriez "
        "rejoindre pour vos 6,2 t par an de papier et carton",
        "Vous n'avez rien à lancer",
        "Les membres du groupe ne connaissent pas votre nom",
    ):
        assert said in newcomer_text, newcomer_text


def test_no_mail_gives_the_share_of_those_who_were_with_who_left() -> None:
    """It was weighed with five; what is of the four that stay is given once it is known."""
    made = group("waste")
    steps: tuple[Step, ...] = ("member_left", "disclosure")
    for step in steps:
        life = moved(made, "member_left")
        text = plain(received(about(made, life, 0), step).text)
        assert (
            "À chiffrer : il manque le nouveau calcul, car une entreprise a quitté le groupe."
            in text
        )
        assert "820" not in text
        assert "Rien ne change" not in text
        assert life.group is not None
        now = replace(life.group, members=life.group.members[:-1])
        again = plain(received(about(made, replace(life, group_now=now), 0), step).text)
        assert "Environ 820 € par an." in again


def test_a_group_that_runs_and_is_viable_no_more_is_said_to_be() -> None:
    made = group("waste")
    life = replace(moved(made, "at_risk"), state="running", lost_on=date(2026, 3, 2))
    text = plain(received(about(made, life, 0), "at_risk").text)
    assert "Votre groupe n'est plus viable : une entreprise a renouvelé seule son contrat." in text
    assert "il tient encore" not in text


def test_what_a_group_does_not_grow_to_is_not_its_end() -> None:
    made = growing(group("waste"))
    life = lost(moved(made, "consent_request"))
    member_text, newcomer_text = (
        plain(received(about(made, life, rank), "group_over").text) for rank in (0, 4)
    )
    assert "Votre groupe ne s'agrandit pas pour vos 24 t par an" in member_text
    assert "s'arrête" not in member_text + newcomer_text
    assert "Le groupe n'accueille pas d'autre entreprise" in newcomer_text


def test_who_refused_those_who_joined_reads_that_it_is_not_named_to_them() -> None:
    made = growing(group("waste"))
    life = moved(made, "disclosure")
    ids = [one.side.organisation_id for one in life.parties]
    apart = {ids[0]: (ids[4],), ids[4]: (ids[0],)}
    parties = (
        replace(one, apart_from=apart.get(one.side.organisation_id, ())) for one in life.parties
    )
    grown = replace(life, parties=tuple(parties))
    outvoted, joined = (
        plain(received(about(made, grown, rank), "disclosure").text) for rank in (0, 4)
    )
    assert "Vous avez dit non : les nouvelles entreprises n'ont pas votre nom" in outvoted
    assert "Canari 4 SARL" not in outvoted
    assert "Canari 0 SARL" not in joined
    assert "Vous y êtes 4 entreprises, pour vos 6,2 t par an" in joined
    assert "d'accord" not in joined.partition("Prochaine étape")[0]


def test_an_introduction_says_what_how_and_who_does_it_already() -> None:
    made = group("waste")
    text = plain(received(about(made, made.life, 0), "introduction").body)
    for said in (
        "a repéré au moins 3 entreprises proches avec qui faire collecter vos 24 t par an de papier"
        " et carton (« Cartons d'emballage, à plat », Site 0)",
        "Entre 700 et 900 € par an.",
        "Faire collecter le même déchet par un seul prestataire, en une tournée",
        "jusqu'à quand court-il, avec quel préavis ?",
        "la tonne leur est revenue à 93 € au lieu de 131 € (2005)",
        "1. Vous dites si une collecte commune vous intéresse.",
    ):
        assert said in text, text


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("freight", "rempli à 98 % au lieu de 50 %"),
        ("equipment", "480 GWh par an"),
        ("post", "d'octobre à mars chez un fumeur de saumon"),
        ("childcare", "14 des 20 places"),
    ],
)
def test_each_kind_names_a_case_with_its_figures(name: str, said: str) -> None:
    made = group(name)
    assert said in plain(received(about(made, made.life, 0), "introduction").text)


def test_without_a_figure_it_says_what_is_missing_and_whose() -> None:
    made = group("post")
    unsaid = received(about(made, made.life, 0), "introduction")
    quote = "il manque le salaire et les frais du groupement, partagés selon vos heures"
    assert quote in plain(unsaid.body)
    declared = received(about(made, made.life, 0, cost="41000"), "introduction")
    assert quote in plain(declared.body)


def test_an_owner_who_told_its_costs_does_not_read_that_they_are_missing() -> None:
    made = group("equipment")
    costs = {"fixed": "50000", "marginal": "0.015", "annuity": "100000"}
    preview = [replace(one, eur=Amount(unit="EUR", missing="")) for one in made.life.previews]
    life = replace(made.life, previews=tuple(preview))
    declared = received(about(made, life, 0, figures=costs), "introduction")
    assert "il manque" not in plain(declared.body)
    assert "une fois les noms échangés" in plain(declared.body)


def test_what_a_quote_would_tell_does_not_depend_on_what_others_declared() -> None:
    made = group("childcare")
    declared = received(about(made, made.life, 0, cost="72000"), "introduction")
    assert "il manque le prix d'une place chez un gestionnaire" in plain(declared.body)


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (["1"] * 3 + ["0"] * 6 + ["1"] * 3, "d'octobre à mars"),
        (["1"] * 12, "à temps plein"),
    ],
)
def test_six_full_months_are_no_full_time(months: list[str], said: str) -> None:
    made = group("post")
    mail = received(about(made, made.life, 0, months=tuple(months)), "introduction")
    assert said in plain(mail.subject)
    assert ("temps plein" in plain(mail.subject)) == (said == "à temps plein")


def test_a_share_is_rounded_as_people_say_it() -> None:
    gain = share_of(None, Weighed("247401", "1310400"), "", POST, translator("fr"))
    assert plain(gain.amount) == "environ 250 000 € par an"


def test_a_share_of_what_is_a_range_says_so() -> None:
    total = Amount(unit="EUR", low="45000", high="452000")
    gain = share_of(None, Weighed("247401", None, total), "", POST, translator("fr"))
    assert "À vous tous : entre 45 000 et 450 000 € par an." in plain(" ".join(gain.explained))


def test_who_agreed_reads_who_the_others_are_and_who_calls() -> None:
    made = group("equipment")
    life = moved(made, "disclosure")
    owner, user = (plain(received(about(made, life, rank), "disclosure").text) for rank in (0, 1))
    assert "Nous proposons que vous appeliez Camille Lecanari1 (Canari 1 SARL) et Camille" in owner
    assert "Nous proposons que Camille Lecanari0 (Canari 0 SARL) contacte chacun avant" in user
    for said in ("02 35 44 44 02", "Site 2", "De son côté : Besoin de vapeur"):
        assert said in owner
    assert "Environ 18 000 € par an." in user
    assert "Seul, vous paieriez environ 64 000 € par an." in user


def test_the_carrier_is_named_to_those_who_know_each_other() -> None:
    made = group("waste")
    life = moved(made, "carrier_named")
    text = plain(received(about(made, life, 1), "disclosure").text)
    assert "Le prestataire Collectes Exemple, proposé par Anne Morel, qui vous le présentera." in (
        " ".join(text.split())
    )
    before = replace(life, disclosed=False, parties=made.life.parties)
    assert "Collectes Exemple" not in received(about(made, before, 1), "introduction").text


@pytest.mark.parametrize(("left", "count"), [(1, 4), (2, 3)])
def test_who_know_each_other_read_with_how_many_the_group_goes_on(left: int, count: int) -> None:
    made = group("waste")
    agreed: list[Standing] = ["consented"] * (5 - left)
    refused: list[Standing] = ["refused"] * left
    life = with_standings(made.life, *agreed, *refused)
    text = plain(received(about(made, life, 0), "member_left").body)
    assert f"Le groupe continue avec {count} membres, vous compris." in text
    assert "Canari 4" not in text


@settings(deadline=None)
@given(
    counts=st.lists(st.integers(2, 25), min_size=2, max_size=2),
    left=st.lists(st.integers(0, 4), min_size=2, max_size=2),
    step=st.sampled_from(BEFORE_NAMES),
    language=st.sampled_from(LANGUAGES),
)
def test_before_names_a_letter_counts_neither_who_stands_in_a_group_nor_who_left(
    counts: list[int], left: list[int], step: Step, language: Language
) -> None:
    """Of two groups whose members that stay are in one step of the ladder, not a word differs: of
    others, it names the step alone."""
    stay = [max(2, count - gone) for count, gone in zip(counts, left, strict=True)]
    one, other = (
        _sized(count, count - stays, step, language)
        for count, stays in zip(counts, stay, strict=True)
    )
    steps = [at_least(stays - 1) for stays in stay]
    assert (one == other) is (steps[0] == steps[1])
    said = {int(found) for found in re.findall(r"(?:au moins|at least) (\d+)", one, re.IGNORECASE)}
    assert said == ({steps[0]} if steps[0] else set())


def _sized(count: int, left: int, step: Step, language: Language) -> str:
    """To the first of so many, of whom the last left before names were given."""
    made = a_group("waste", [member("waste", rank) for rank in range(count)])
    said: Standing = "interested" if step == "consent_request" else "pending"
    standings: list[Standing] = [said] * (count - left) + ["refused"] * left
    life = with_standings(made.life, *standings)
    if step == "group_over":
        life = lost(life, "volume_fell")
    return plain(received(about(made, life, 0, language), step).body)


@pytest.mark.parametrize("risk", get_args(RiskReason))
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_risk_is_said_with_its_reason(risk: RiskReason, language: Language) -> None:
    made = group("freight")
    life = at_risk(moved(made, "disclosure"), risk)
    mail = received(about(made, life, 0, language), "at_risk")
    bare = received(about(made, at_risk(life), 0, language), "at_risk")
    assert mail.body != bare.body
    assert risk not in mail.text


@settings(deadline=None)
@given(
    name=st.sampled_from(sorted(KINDS)),
    answers=st.lists(st.sampled_from(STAYING), min_size=4, max_size=4),
    figures=st.lists(st.integers(1, 10**6), min_size=15, max_size=15),
)
def test_before_all_agree_a_letter_depends_on_no_other(
    name: str, answers: list[Standing], figures: list[int]
) -> None:
    """Of what the others bring, pay, save or answer, not a word changes."""
    made = group(name)
    count = len(KINDS[name])
    life = with_standings(made.life, "pending", *answers[: count - 1])
    assert life.group is not None
    own, *others = life.group.members
    varied = [
        replace(one, amount=f"{figures[at]}", alone=f"{figures[at + 5]}", saving=f"{figures[-at]}")
        for at, one in enumerate(others)
    ]
    totals = replace(life.group, members=(own, *varied), value=f"{figures[0]}", amount="9")
    read = received(about(made, replace(life, group=totals), 0), "introduction")
    assert read.text == received(about(made, made.life, 0), "introduction").text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("subject", sharing_catalogue().subjects)
def test_every_subject_of_the_catalogue_has_its_words(subject: str, language: Language) -> None:
    known, _ = sharing_catalogue().subjects[subject], translator(language)
    wording = WORDS[known.kind].wording(subject, None)
    need = WORDS[known.kind].need(subject, None, load_catalogue(), _)
    assert need.short
    assert not need.whole.startswith(("le ", "les ")), "read after « de »"
    ways = [f"{need.short} : {_(one)}" for one in wording.news]
    assert min(map(len, ways)) <= 70
    assert len(wording.checks) == 3
    assert all(_(one) for one in (wording.name, wording.idea, *wording.how, wording.missing))


@pytest.mark.parametrize(
    ("staff", "short", "whole"),
    [
        ("1", "trajets de 1 salarié", "vos trajets domicile-travail (1 salarié)"),
        ("1200", "trajets de 1 200 salariés", "vos trajets domicile-travail (1 200 salariés)"),
    ],
)
def test_commuters_are_counted(staff: str, short: str, whole: str) -> None:
    own = OwnSharing(site="Usine", kind="service", direction="need", figures={"staff": staff})
    need = WORDS["service"].need("mobility", own, load_catalogue(), translator("fr"))
    assert [" ".join(one.split()) for one in (need.short, need.whole)] == [short, whole]


@pytest.mark.parametrize(
    ("months", "said"),
    [
        (["1"] * 3 + ["0"] * 6 + ["1"] * 3, ("1", "d'octobre à mars")),
        (["0.25"] * 12, ("0,25", "toute l'année")),
        (["0"] * 3 + ["0.5"] + ["0"] * 8, ("0,5", "en avril")),
        (["1", "0"] * 6, ("1", "6 mois par an")),
        (["0", "0", "1", "0.5"] + ["0"] * 8, ("0,75", "de mars à avril")),
    ],
)
def test_months_are_said_from_the_first_to_the_last(
    months: list[str], said: tuple[str, str]
) -> None:
    _ = translator("fr")
    assert (mean(months, _), period(months, _)) == said


@given(st.lists(st.sampled_from(["0", "0.2", "1"]), min_size=12, max_size=12))
def test_any_year_is_said(months: list[str]) -> None:
    said = period(months, translator("fr"))
    assert (said is None) is (set(months) == {"0"})
    assert said is None or not re.search(r"\{|\}", said)


def test_who_agreed_reads_each_condition_with_its_source() -> None:
    """Only then: before, a limit's value would tell what the others make of it."""
    made = group("waste")
    criteria = (
        Criterion(name="members", verdict="pass", value="5", limit="5", unit="1"),
        Criterion(name="operation", verdict="pass", value="300", limit="250", unit="kg"),
        Criterion(name="stability", verdict="pass"),
    )
    agreed = moved(made, "disclosure")
    life = replace(agreed, criteria=criteria)
    text = " ".join(plain(received(about(made, life, 1), "disclosure").text).split())
    assert "Les conditions du groupe, et leurs sources" in text
    assert "Source du seuil : hypothèse du territoire." in text
    assert "https://www.e-dechet.com/ecologic-recyclage/" in text
    assert ", lu le " in text
    english = plain(received(about(made, life, 1, "en"), "disclosure").text)
    assert "The limit is from: the territory" in " ".join(english.split())
    asked = replace(life, disclosed=False, parties=made.life.parties)
    assert "hypothèse" not in received(about(made, asked, 1), "introduction").text


def test_the_last_one_of_a_group_reads_that_nobody_is_with_it() -> None:
    made = group("waste")
    last = replace(made.life, state="running", lost_on=date(2026, 3, 2), disclosed=True)
    first, *others = last.parties
    left = (replace(one, standing="refused") for one in others)
    parties = (replace(first, standing="consented"), *left)
    text = plain(received(about(made, replace(last, parties=parties), 0), "at_risk").text)
    assert "Avec vous : Plus personne : les autres ont quitté le groupe" in text
