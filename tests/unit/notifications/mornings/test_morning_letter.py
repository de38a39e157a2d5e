"""The morning mail opens with what is most urgent, counts all, shows twelve."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import get_args
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.catalogue import load_catalogue
from boucle.notifications.directory.answer import Company, ContactAnswer
from boucle.notifications.letters.letter import Letter, Urls
from boucle.notifications.letters.links import Links
from boucle.notifications.mornings.facts import MorningFact, MorningMatter, most_urgent_first
from boucle.notifications.mornings.letter import LINES, AboutMorning, morning_letter
from boucle.notifications.sending.envelope import rendered

NOW = datetime(2026, 3, 3, 6, tzinfo=UTC)
MATTERS: Sequence[MorningMatter] = get_args(MorningMatter)
COMPANY = UUID(int=1)
DECIDED = ("contact", "join_request", "claim")


def a_fact(
    matter: MorningMatter, at: datetime = NOW, *, recent: bool = True, count: int = 1
) -> MorningFact:
    return MorningFact(
        count=count,
        matter=matter,
        companies=(COMPANY,),
        at=at,
        recent=recent,
        synergy_id=UUID(int=2),
        question_id=UUID(int=3),
        family="heat_steam",
        said="Toute l'année ?" if matter == "question" else "smtp_550",
        due=date(2026, 3, 2),
    )


def letter(*facts: MorningFact, language: str = "fr") -> Letter:
    person = ContactAnswer(
        contact_id=UUID(int=4), name="Anne", email="anne@caux.example", language=language
    )
    about = AboutMorning(
        company=Company(name="Boucle"),
        contact=person,
        urls=Urls(stop="https://boucle.example/stop/matin/t0"),
        today=NOW.date(),
        places=("Caux Seine", "Le Havre"),
        facts=facts,
        names={COMPANY: Company(name="Tereos")},
    )
    return morning_letter(about, Links(b"", "https://boucle.example"), load_catalogue())


@given(st.lists(st.tuples(st.sampled_from(MATTERS), st.integers(0, 9), st.booleans())))
def test_the_order_is_by_urgency_then_age_and_nothing_is_lost(
    each: list[tuple[MorningMatter, int, bool]],
) -> None:
    facts = [a_fact(it, NOW - timedelta(days=age), recent=new) for it, age, new in each]
    found = most_urgent_first(facts)
    if not any(new for _, _, new in each):
        assert found == []
        return
    assert len(found) == len(facts)
    assert all(one in found for one in facts)
    for one, following in pairwise(found):
        before, after = MATTERS.index(one.matter), MATTERS.index(following.matter)
        assert before < after or (before == after and one.at <= following.at)


@pytest.mark.parametrize(
    ("matters", "subject"),
    [
        (["question"], "1 question vous attend"),
        (["question", "interested", "refused"], "1 question, 2 réponses vous attendent"),
        (["failed"] * 2, "2 courriels non reçus vous attendent"),
        (
            ["wrong_data", "failed", "overdue", "consented"],
            "1 donnée à vérifier, 1 courriel non reçu… vous attendent",
        ),
    ],
)
def test_the_subject_counts_what_waits(matters: list[MorningMatter], subject: str) -> None:
    said = letter(*(a_fact(one) for one in matters)).subject
    assert said.replace("\xa0", " ") == subject


def test_what_is_to_be_decided_is_counted_one_by_one() -> None:
    said = letter(a_fact("contact"), a_fact("claim", count=3))
    assert said.subject.replace("\xa0", " ") == "4 décisions vous attendent"
    text = rendered(said).text.replace("\xa0", " ")
    assert "1 contact est proposé : est-ce le bon ?" in text
    assert "3 entreprises sont à vérifier : leurs flux attendent." in text


@pytest.mark.parametrize(("count", "more"), [(12, None), (13, "Et 1 autre"), (20, "Et 8 autres")])
def test_twelve_lines_then_how_many_more(count: int, more: str | None) -> None:
    shown = rendered(letter(*[a_fact("interested")] * count))
    assert shown.text.count("est intéressée") == min(count, LINES)
    assert ("/aujourdhui" in shown.text) == (more is not None)
    if more is not None:
        assert more in shown.html.replace("\xa0", " ").replace("&nbsp;", " ")


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("matter", MATTERS)
def test_each_line_opens_one_page(matter: MorningMatter, language: str) -> None:
    shown = rendered(letter(a_fact(matter), language=language))
    paths = {
        "wrong_data": f"/entreprises/{COMPANY}",
        "failed": f"/entreprises/{COMPANY}",
        "question": f"/aujourdhui#question-{UUID(int=3)}",
    }
    paths |= dict.fromkeys(DECIDED, "/confiance")
    path = paths.get(matter, f"/synergies/{UUID(int=2)}")
    body = shown.text.split("-- ")[0]
    assert body.count("https://") == 1
    assert f"https://boucle.example{path}" in body.split()
    assert body.count("Tereos") == (matter not in DECIDED)
    assert f'href="https://boucle.example{path}"' in shown.html
    assert "Caux Seine, Le Havre" in shown.text
    assert "/stop/matin/t0" in shown.text
    assert "{" not in shown.text
