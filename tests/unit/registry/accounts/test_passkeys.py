"""Challenges and the name that passkeys are for."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from boucle.registry.accounts.challenges import LASTS, Asker, Purpose, challenge_of, challenged
from boucle.registry.accounts.relying import RelyingParty, relying_party

NOW = datetime(2026, 12, 3, 6, tzinfo=UTC)
KEY, OLDER = b"k" * 32, b"o" * 32
NADIA, PAUL = UUID(int=1), UUID(int=2)
ASKER = Asker("add", "a" * 64, NADIA)


def test_a_challenge_is_good_for_five_minutes_and_for_its_asker_alone() -> None:
    challenge = challenge_of([OLDER], ASKER, NOW)
    keys = [KEY, OLDER]
    assert challenged(keys, ASKER, challenge, NOW + LASTS) == "good"
    late = NOW + LASTS + timedelta(microseconds=1)
    assert challenged(keys, ASKER, challenge, late) == "ended"
    assert challenged([KEY], ASKER, challenge, NOW) == "foreign"


@pytest.mark.parametrize(
    ("purpose", "browser", "account"),
    [
        ("sign-in", "a" * 64, NADIA),
        ("add", "b" * 64, NADIA),
        ("add", "a" * 64, PAUL),
        ("add", "a" * 64, None),
    ],
)
def test_a_challenge_of_another_asker_is_foreign(
    purpose: Purpose, browser: str, account: UUID | None
) -> None:
    challenge = challenge_of([KEY], ASKER, NOW)
    assert challenged([KEY], Asker(purpose, browser, account), challenge, NOW) == "foreign"


@pytest.mark.parametrize("size", [0, 7, 8, 39, 41])
def test_what_is_no_challenge_is_foreign(size: int) -> None:
    wrong = (challenge_of([KEY], ASKER, NOW) + b"x")[:size]
    assert challenged([KEY], ASKER, wrong, NOW) == "foreign"


@pytest.mark.parametrize(
    ("url", "party"),
    [
        ("https://boucle.example.org", ("boucle.example.org", "https://boucle.example.org")),
        ("https://boucle.example:8443", ("boucle.example", "https://boucle.example:8443")),
        ("http://127.0.0.1:8080", ("localhost", "http://localhost:8080")),
        ("http://[::1]:8080", ("localhost", "http://localhost:8080")),
        ("https://192.0.2.7", None),
        ("https://[2001:db8::1]", None),
    ],
)
def test_passkeys_are_for_a_name(url: str, party: tuple[str, str] | None) -> None:
    assert relying_party(url) == (party and RelyingParty(*party))
