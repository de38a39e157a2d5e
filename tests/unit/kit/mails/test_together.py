"""Each rule over many mails passes those that are right, and finds what breaks it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from tests.kit.mails import OF_ALL, Seen
from tests.unit.kit.mails.making import (
    GOOD,
    KNOWN,
    START,
    Made,
    seen,
)


def again(number: int, made: Made = GOOD, after: timedelta = timedelta(), **known: object) -> Seen:
    matter = frozenset({UUID(int=number)})
    told = replace(KNOWN, matters=matter, at=START + after, **known)  # type: ignore[arg-type]
    return seen(replace(made, number=number), told)


def test_two_mails_of_one_subject_about_two_things() -> None:
    short = replace(GOOD, subject="Gravats\u00a0: un preneur possible")
    told = OF_ALL["subjects"]
    first = again(1, short, shown="farming")
    assert [*told([first, again(2, short, shown="chemistry")])]
    assert [*told([first, again(2, short, shown="farming")])] == [], "nothing tells them apart"
    elsewhere = replace(short, to="anne@fonderie.example")
    assert [*told([first, again(2, elsewhere, shown="chemistry")])] == []
    assert [*told([again(1, shown="a"), again(2, shown="b")])] == [], "no room"


def test_more_than_one_at_once_a_day() -> None:
    late = timedelta(hours=13, minutes=59)  # 23:59 in Paris
    assert [*OF_ALL["often"]([again(1), again(2, after=late)])]
    assert [*OF_ALL["often"]([again(1), again(2, after=late + timedelta(minutes=1))])] == []
    assert [*OF_ALL["often"]([again(1), again(2, kind="digest", at_once=False)])] == []
    assert [*OF_ALL["often"]([again(1, at_once=False), again(2, kind="digest", at_once=False)])]
    assert [*OF_ALL["often"]([again(1), again(2, called=True)])] == []


def test_who_wants_no_mail_gets_none() -> None:
    assert [*OF_ALL["unwanted"]([again(1, unwanted=True)])]
    assert [*OF_ALL["unwanted"]([again(1)])] == []


def test_a_weak_lead_is_found() -> None:
    assert [*OF_ALL["weak"]([again(1, share=0.019)])]
    assert [*OF_ALL["weak"]([again(1, share=0.02), again(2, share=None)])] == []


def test_a_copy_is_found() -> None:
    assert [*OF_ALL["copies"]([again(1), again(1)])]
    assert [*OF_ALL["copies"]([again(1), again(2)])] == []


def test_a_mail_outside_its_thread_is_found() -> None:
    first = again(1)
    same = {"kind": "disclosure", "matters": first.known.matters}

    def then(replies: str | None, **changed: object) -> list[str]:
        told = replace(KNOWN, **{**same, **changed})  # type: ignore[arg-type]
        after = seen(replace(GOOD, number=2, replies=replies), told)
        return [*OF_ALL["threads"]([first, after])]

    assert then(None)
    assert then("<9@boucle.example>")
    assert then("<1@boucle.example>") == []
    assert then(None, matters=frozenset({UUID(int=9)})) == []
    assert then(None, kind="introduction") == []
