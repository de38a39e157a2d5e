"""Who a token proves, and all it must not prove."""

import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey

from boucle.platform.identity import (
    InvalidToken,
    Owner,
    Principal,
    StaticKeys,
    TokenIssuer,
    Verifier,
    may_access,
    new_signing_key,
    public_key_set,
)
from tests.kit import FrozenClock

CLOCK = FrozenClock()
KEY = new_signing_key()
COMPANY = Principal("c1", "company", "c1", organisations=frozenset({uuid4(), uuid4()}))


def issuer(**changes: object) -> TokenIssuer:
    given_ = {"clock": CLOCK, **changes}
    return TokenIssuer(KEY, **given_)  # type: ignore[arg-type]  # chosen by name in the test


def verifier(now: datetime | None = None) -> Verifier:
    return Verifier(StaticKeys(KEY), clock=FrozenClock(now) if now else CLOCK)


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


async def test_a_token_says_who_asks() -> None:
    for principal in (
        COMPANY,
        Principal("a", "animator", "a", territories=frozenset({"200000172"})),
        Principal("t", "tool", "tyca"),
        Principal("o", "operator", "o"),
    ):
        assert await verifier().verify(issuer().issue(principal)) == principal


async def test_a_token_ends() -> None:
    token = issuer().issue(COMPANY)
    assert await verifier(CLOCK() + timedelta(minutes=14, seconds=59)).verify(token) == COMPANY
    with pytest.raises(InvalidToken, match="expired"):
        await verifier(CLOCK() + timedelta(minutes=15)).verify(token)
    with pytest.raises(InvalidToken, match="future"):
        await verifier(CLOCK() - timedelta(minutes=1)).verify(token)


async def test_a_token_seen_before_ends_all_the_same() -> None:
    clock = FrozenClock()
    token = issuer(clock=clock).issue(COMPANY)
    checking = Verifier(StaticKeys(KEY), clock=clock)
    assert await checking.verify(token) == await checking.verify(token) == COMPANY

    clock.advance(timedelta(minutes=15))

    with pytest.raises(InvalidToken, match="expired"):
        await checking.verify(token)


async def test_a_token_seen_before_falls_with_its_key() -> None:
    class Withdrawable:
        key: OKPKey | None = KEY

        async def find(self, kid: str) -> OKPKey | None:
            return self.key

    keys = Withdrawable()
    token = issuer().issue(COMPANY)
    checking = Verifier(keys, clock=CLOCK)
    assert await checking.verify(token) == COMPANY

    keys.key = None

    with pytest.raises(InvalidToken, match="key is not known"):
        await checking.verify(token)


class Revoked:
    """Of one client, from a moment on."""

    def __init__(self) -> None:
        self.moment: datetime | None = None

    async def not_before(self, client_id: str) -> datetime | None:
        return self.moment if client_id == COMPANY.client_id else None


async def test_a_token_seen_before_falls_when_it_is_revoked() -> None:
    revoked = Revoked()
    checking = Verifier(StaticKeys(KEY), clock=CLOCK, revoked=revoked)
    token, other = issuer().issue(COMPANY), issuer().issue(Principal("t", "tool", "tyca"))
    assert await checking.verify(token) == COMPANY

    revoked.moment = CLOCK() + timedelta(seconds=11)

    with pytest.raises(InvalidToken, match="revoked"):
        await checking.verify(token)
    assert (await checking.verify(other)).client_id == "tyca"
    # One that is issued afterwards is good, at once.
    assert await checking.verify(issuer().issue(COMPANY, revoked.moment)) == COMPANY


@pytest.mark.parametrize("changes", [{"issuer": "other"}, {"audience": "other"}])
async def test_a_token_for_another_system_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(InvalidToken, match="not for this system"):
        await verifier().verify(issuer(**changes).issue(COMPANY))


def _forged(header: dict[str, str], claims: dict[str, object]) -> str:
    return f"{part(header)}.{part(claims)}."


def _with_public_key_as_secret(claims: dict[str, object]) -> str:
    secret = base64.urlsafe_b64decode(public_key_set(KEY)["keys"][0]["x"] + "=")
    return jwt.encode({"alg": "HS256", "kid": str(KEY.kid)}, claims, OctKey.import_key(secret))


FORGERIES: list[Callable[[str], str]] = [
    lambda token: _forged({"alg": "none", "kid": str(KEY.kid)}, {"sub": "x"}),
    lambda token: _forged({"alg": "Ed25519", "kid": str(KEY.kid)}, {"sub": "x"}),
    lambda token: _with_public_key_as_secret({"sub": "x"}),
    lambda token: TokenIssuer(new_signing_key(), clock=CLOCK).issue(COMPANY),
    lambda token: token[:-4] + "AAAA",
    lambda token: token + "A" * 20_000,
    lambda token: token.split(".")[0],
    lambda token: "",
]


@pytest.mark.parametrize("forge", FORGERIES)
async def test_a_forged_token_proves_nobody(forge: Callable[[str], str]) -> None:
    with pytest.raises(InvalidToken):
        await verifier().verify(forge(issuer().issue(COMPANY)))


@given(st.text(max_size=200))
async def test_any_text_is_refused_calmly(text: str) -> None:
    with pytest.raises(InvalidToken):
        await verifier().verify(text)


@pytest.mark.parametrize(
    "claims",
    [
        {"role": "king"},
        {"organisations": ["nope"]},
        {"exp": "tomorrow"},
        {"exp": None},
        {"aud": None},
        {"sub": 3},
        {"nbf": "now"},
        {"iat": 1.5},
    ],
)
async def test_claims_of_another_shape_are_refused(claims: dict[str, object]) -> None:
    now = int(datetime(2026, 3, 2, 9, 0, tzinfo=UTC).timestamp())
    good: dict[str, object] = {
        "iss": "boucle", "aud": "boucle", "sub": "x", "role": "tool",
        "jti": "1", "iat": now, "exp": now + 60,
    }  # fmt: skip
    header = {"alg": "Ed25519", "kid": str(KEY.kid)}
    token = jwt.encode(header, {**good, **claims}, KEY, algorithms=["Ed25519"])
    with pytest.raises(InvalidToken, match="claims"):
        await verifier().verify(token)


@pytest.mark.parametrize(
    ("claims", "why"),
    [
        ({"exp": 10 * 365 * 86_400}, "within an hour"),
        ({"exp": 3601}, "within an hour"),
        ({"iat": 25, "exp": 20}, "within an hour"),
        ({"iat": -7200}, "within an hour"),
        ({"iat": 31, "exp": 600}, "future"),
        ({"nbf": 31}, "future"),
        ({"exp": 0}, "expired"),
    ],
)
async def test_times_that_make_no_sense_are_refused(claims: dict[str, int], why: str) -> None:
    """Seconds from now, whoever signed it."""
    now = int(CLOCK().timestamp())
    times = {name: now + value for name, value in {"iat": 0, "exp": 3600, **claims}.items()}
    sent: dict[str, object] = {
        "iss": "boucle", "aud": "boucle", "sub": "x", "role": "tool", "jti": "1", **times,
    }  # fmt: skip
    header = {"alg": "Ed25519", "kid": str(KEY.kid)}
    token = jwt.encode(header, sent, KEY, algorithms=["Ed25519"])
    with pytest.raises(InvalidToken, match=why):
        await verifier().verify(token)


@pytest.mark.parametrize("claims", [{}, {"nbf": -5}, {"nbf": 29}, {"iat": 29}, {"iat": -100}])
async def test_times_that_make_sense_are_good(claims: dict[str, int]) -> None:
    now = int(CLOCK().timestamp())
    times = {name: now + value for name, value in {"iat": 0, "exp": 3500, **claims}.items()}
    sent: dict[str, object] = {
        "iss": "boucle", "aud": "boucle", "sub": "x", "role": "tool", "jti": "1", **times,
    }  # fmt: skip
    header = {"alg": "Ed25519", "kid": str(KEY.kid)}
    token = jwt.encode(header, sent, KEY, algorithms=["Ed25519"])
    assert (await verifier().verify(token)).id == "x"


def test_the_published_set_has_no_private_part() -> None:
    [published] = public_key_set(KEY)["keys"]
    assert "d" not in published
    assert published["kid"] == KEY.kid


def test_access_is_denied_by_default() -> None:
    mine, other = uuid4(), uuid4()
    owner = Owner(frozenset({mine}), frozenset({"200000172"}), frozenset({"tyca"}))
    allowed = [
        Principal("c", "company", "c", organisations=frozenset({mine, other})),
        Principal("a", "animator", "a", territories=frozenset({"200000172"})),
        Principal("t", "tool", "tyca"),
        Principal("o", "operator", "o"),
        Principal("s", "service", "s"),
    ]
    refused = [
        Principal("c", "company", "c", organisations=frozenset({other})),
        Principal("c", "company", "tyca", territories=frozenset({"200000172"})),
        Principal("a", "animator", "a", organisations=frozenset({mine})),
        Principal("t", "tool", "other", organisations=frozenset({mine})),
        Principal("t", "tool", ""),
    ]
    assert all(may_access(principal, owner) for principal in allowed)
    assert not any(may_access(principal, owner) for principal in refused)
    nobodys = [may_access(principal, Owner()) for principal in allowed[:3]]
    assert nobodys == [False, False, False]
