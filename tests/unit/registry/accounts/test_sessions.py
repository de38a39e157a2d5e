"""A session's secret: what it opens, when it is replaced, what a thief of an old one gets."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from boucle.registry.accounts.links import link_of, sign_in_of
from boucle.registry.accounts.sessions import (
    GRACE,
    IDLE,
    LONGEST,
    ROTATED_EVERY,
    PersonSession,
    hash_of,
    is_over,
    presented,
    read,
    used,
    written,
)

NOW = datetime(2026, 12, 2, 9, tzinfo=UTC)
ID, OLD, NEW, NEWER = UUID(int=7), b"o" * 32, b"n" * 32, b"e" * 32
KEYS = (b"k" * 32, b"l" * 32)


def session(**fields: object) -> PersonSession:
    values: dict[str, object] = {
        "id": ID,
        "account_id": UUID(int=8),
        "secret_hash": hash_of(OLD),
        "rotated_at": NOW,
        "created_at": NOW,
        "seen_at": NOW,
        "agent": "Firefox",
    }
    return PersonSession(**{**values, **fields})  # type: ignore[arg-type]


def test_a_secret_is_kept_for_an_hour_and_replaced_then() -> None:
    kept, renewed = used(session(), "current", NEW, NOW + timedelta(minutes=59))
    assert not renewed
    assert presented(kept, OLD, NOW) == "current"
    after, renewed = used(kept, "current", NEW, NOW + ROTATED_EVERY)
    assert renewed
    assert presented(after, NEW, NOW + ROTATED_EVERY) == "current"
    assert presented(after, OLD, NOW + ROTATED_EVERY) == "previous"


def test_an_answer_that_was_lost_signs_nobody_out() -> None:
    later = NOW + ROTATED_EVERY
    after, _ = used(session(), "current", NEW, later)
    days = later + timedelta(days=3)
    assert presented(after, OLD, days) == "previous"
    again, renewed = used(after, "previous", NEWER, days)
    assert renewed
    assert presented(again, NEWER, days) == "current"
    assert presented(again, OLD, days) == "previous"


def test_pages_side_by_side_use_the_old_secret_for_a_minute_and_a_thief_no_longer() -> None:
    later = NOW + ROTATED_EVERY
    after, _ = used(session(), "current", NEW, later)
    confirmed, _ = used(after, "current", NEWER, later + timedelta(seconds=1))
    at = confirmed.confirmed_at
    assert at is not None
    assert presented(confirmed, OLD, at + GRACE) == "previous"
    assert used(confirmed, "previous", NEWER, at + GRACE)[1] is False
    assert presented(confirmed, OLD, at + GRACE + timedelta(seconds=1)) == "stolen"


def test_it_ends_when_nobody_uses_it_and_in_any_case() -> None:
    assert not is_over(session(), NOW + IDLE)
    assert is_over(session(), NOW + IDLE + timedelta(seconds=1))
    used_since = session(seen_at=NOW + LONGEST)
    assert not is_over(used_since, NOW + LONGEST)
    assert is_over(used_since, NOW + LONGEST + timedelta(seconds=1))


@given(st.uuids(), st.binary(min_size=32, max_size=32))
def test_what_a_browser_keeps_is_read_again(id_: UUID, secret: bytes) -> None:
    assert read(written(id_, secret)) == (id_, secret)


@given(st.text(max_size=100))
def test_what_is_no_secret_is_read_as_none(text: str) -> None:
    found = read(text)
    assert found is None or written(*found).rstrip("=") == text.rstrip("=")


@given(st.uuids())
def test_a_link_is_of_its_sign_in_whichever_key_made_it(id_: UUID) -> None:
    assert sign_in_of(KEYS, link_of(KEYS, id_)) == id_
    assert sign_in_of(KEYS, link_of(KEYS[1:], id_)) == id_
    assert sign_in_of(KEYS[1:], link_of(KEYS, id_)) is None


@given(st.uuids(), st.integers(0, 47), st.sampled_from("AbZ-_09"))
def test_a_link_that_was_changed_is_of_none(id_: UUID, place: int, sign: str) -> None:
    link = link_of(KEYS, id_)
    changed = link[:place] + sign + link[place + 1 :]
    assert sign_in_of(KEYS, changed) == (id_ if changed == link else None)


@given(st.text(max_size=60))
def test_any_text_is_of_none(text: str) -> None:
    assert sign_in_of(KEYS, text) is None
