"""What people write is read as a service, an equipment or an occupation, or as nothing."""

import csv
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.catalogue.sharing import (
    Absent,
    SharingText,
    absent_sharing,
    classify_sharing,
    settled_sharing,
    sharing_catalogue,
)
from boucle.catalogue.sharing.names import text_words

KINDS: tuple[SharingText, ...] = get_args(SharingText)
CATALOGUE = sharing_catalogue()
LEAST_RIGHT = 0.9


def _blind() -> list[dict[str, str]]:
    with (Path(__file__).parent / "blind.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


@pytest.mark.parametrize("kind", KINDS)
def test_texts_that_the_words_were_not_made_for(kind: SharingText) -> None:
    """Of one hand with the words, though: official titles (`tests/data/test_rome.py`) are not."""
    rows = [row for row in _blind() if row["kind"] == kind]
    read = [(settled_sharing(row["text"], kind) or "none", row["expected"]) for row in rows]
    right = sum(found == expected for found, expected in read)
    wrong = [row for row in read if row[0] not in ("none", row[1])]
    assert right >= LEAST_RIGHT * len(rows)
    assert wrong == []


@pytest.mark.parametrize("key", sorted(CATALOGUE.subjects))
def test_a_subject_is_read_by_its_own_labels(key: str) -> None:
    subject = CATALOGUE.subjects[key]
    for label in (subject.label_fr, subject.label_en):
        assert key in [each.subject for each in classify_sharing(label, subject.kind)]


@pytest.mark.parametrize("code", sorted(CATALOGUE.occupations.named))
def test_an_occupation_is_read_by_its_first_name(code: str) -> None:
    name = CATALOGUE.occupations.named[code].words[0]
    assert code in [each.subject for each in classify_sharing(name, "workforce")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("conducteur", "conductrice"),
        ("vendeur", "vendeuse"),
        ("ingénieur", "ingénieure"),
        ("gardien", "gardienne"),
        ("cuisinier", "cuisinière"),
        ("boulanger", "boulangère"),
        ("chargé", "chargée"),
        ("salarié", "salariée"),
        ("agent spécialisé", "agente spécialisée"),
        ("assistant administratif", "assistante administrative"),
        ("peintre industriel", "peintre industrielle"),
        ("maçon", "maçonne"),
        ("commis", "commise"),
        ("chef d'équipe", "cheffe d'équipe"),
        ("contremaître", "contremaîtresse"),
        ("hôte d'accueil", "hôtesse d'accueil"),
        ("ambassadeur", "ambassadrice"),
        ("chargés de mission", "chargées de mission"),
    ],
)
def test_women_and_men_have_one_occupation(one: str, other: str) -> None:
    assert text_words(one) == text_words(other)
    assert classify_sharing(one, "workforce") == classify_sharing(other, "workforce")


@given(st.text(max_size=200), st.sampled_from(KINDS))
def test_any_text_gives_few_sure_first(text: str, kind: SharingText) -> None:
    found = classify_sharing(text, kind)
    scores = [each.score for each in found]
    assert len(found) <= 3
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score < 1 for score in scores)
    assert settled_sharing(text, kind) in (None, *(each.subject for each in found[:1]))


@given(st.sampled_from(_blind()))
def test_case_and_accents_do_not_count(row: dict[str, str]) -> None:
    text = row["text"]
    for kind in KINDS:
        assert classify_sharing(text.upper(), kind) == classify_sharing(text, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_nothing(kind: SharingText) -> None:
    assert classify_sharing(None, kind) == []
    assert settled_sharing("", kind) is None


@pytest.mark.parametrize(
    ("kind", "text", "subject"),
    [
        ("workforce", "assistant administratif", "M1607"),
        ("workforce", "assistante administrative", "M1607"),
        ("workforce", "informaticien", "M1805"),
        ("workforce", "informaticienne", "M1805"),
        ("workforce", "responsable RSE", "M1402"),
        ("workforce", "opérateur de production", None),
        ("workforce", "opératrice de production", None),
        ("service", "restaurant interentreprises", "catering"),
        ("service", "collecte de cartons", "waste_collection"),
        ("equipment", "chaudière biomasse", "hot_water"),
        ("equipment", "vapeur pour une station de lavage", "steam"),
        ("workforce", "cuisinière pour la crèche", "G1602"),
    ],
)
def test_what_companies_write(kind: SharingText, text: str, subject: str | None) -> None:
    """`figures.md`, Reading; what follows `pour` is what a thing is for, not what it is."""
    assert settled_sharing(text, kind) == subject


@pytest.mark.parametrize("each", CATALOGUE.absent, ids=lambda each: f"{each.kind}-{each.key}")
def test_what_cannot_be_declared_yet_is_known_by_its_names(each: Absent) -> None:
    for text in (*each.words, each.label_fr):
        assert settled_sharing(text, each.kind) is None
        assert absent_sharing(text, each.kind) == each
    assert absent_sharing("eau de pluie", "service") is None
