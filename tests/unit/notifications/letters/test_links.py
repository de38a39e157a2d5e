"""Tokens that name one mail and one purpose."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.notifications.letters.links import BadLink, Links, Purpose

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LINKS = Links(b"k" * 32, "https://boucle.example/")


def test_a_link_reads_back() -> None:
    mail = uuid4()
    assert LINKS.read("answer", LINKS.token("answer", mail), NOW) == mail
    url = LINKS.url("stop", mail)
    assert url.startswith("https://boucle.example/stop/")
    assert len(url) < 90


@pytest.mark.parametrize("purpose", ["meeting", "stop"])
def test_a_link_serves_one_purpose(purpose: Purpose) -> None:
    token = LINKS.token("answer", uuid4())
    with pytest.raises(BadLink):
        LINKS.read(purpose, token, NOW)


def test_a_link_ends_and_another_key_s_is_unknown() -> None:
    token = LINKS.token("answer", uuid4(), NOW)
    LINKS.read("answer", token, NOW)
    with pytest.raises(BadLink):
        LINKS.read("answer", token, NOW + timedelta(seconds=1))
    with pytest.raises(BadLink):
        Links(b"o" * 32, "").read("answer", LINKS.token("answer", uuid4()), NOW)


@given(st.uuids(), st.integers(0, 4), st.integers(1, 5), st.integers(0, 10_000))
def test_a_link_lasts_as_long_as_it_said_while_its_key_is_kept(
    mail: UUID, added: int, kept: int, seconds: int
) -> None:
    """``added`` keys later, of which the newest ``kept`` are there."""
    keys = [bytes([ord("k") + at]) * 32 for at in range(added, -1, -1)]
    newest, *former = keys[:kept]
    now = Links(newest, "", tuple(former))
    token = LINKS.token("answer", mail, NOW + timedelta(seconds=seconds))
    if kept > added:
        assert now.read("answer", token, NOW + timedelta(seconds=seconds)) == mail
        with pytest.raises(BadLink, match="no longer open"):
            now.read("answer", token, NOW + timedelta(seconds=seconds + 1))
    else:
        with pytest.raises(BadLink, match="not a link of ours"):
            now.read("answer", token, NOW)
    assert Links(newest, "").read("answer", now.token("answer", mail), NOW) == mail


@given(st.uuids(), st.integers(0, 287))
def test_one_changed_bit_is_seen(mail: UUID, bit: int) -> None:
    import base64

    raw = bytearray(base64.urlsafe_b64decode(LINKS.token("answer", mail)))
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises(BadLink):
        LINKS.read("answer", base64.urlsafe_b64encode(raw).decode(), NOW)


@given(st.text(max_size=60))
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(BadLink):
        LINKS.read("answer", text, NOW)
