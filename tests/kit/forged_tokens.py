"""Tokens that prove nobody: made without the key, or with it and wrong. By what is wrong."""

import base64
import hmac
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey, OKPKey

from boucle.platform.identity import new_signing_key

ALGORITHM = "Ed25519"
_ORDER = 2**252 + 27742317777372353535851937790883648493  # of the group, RFC 8032, 5.1


def forged_tokens(key: OKPKey, now: datetime) -> dict[str, str]:
    """``key``: the one that signs, of which a stranger has the public part and the id."""
    good = claims_of_an_operator(now)
    return {
        **dict(_without_a_signature(key, good)),
        **dict(_by_another_key(key, good)),
        **dict(_changed(key, good)),
        **dict(_signed_but_wrong(key, now, good)),
        **dict(_no_token(key, good)),
    }


def claims_of_an_operator(now: datetime) -> dict[str, Any]:
    seconds = int(now.timestamp())
    return {
        "iss": "boucle",
        "aud": "boucle",
        "sub": "x",
        "role": "operator",
        "client_id": "x",
        "jti": "1",
        "iat": seconds,
        "exp": seconds + 600,
    }


def signed(key: OKPKey, claims: dict[str, Any], **header: Any) -> str:
    return jwt.encode(
        {"alg": ALGORITHM, "kid": key.kid, **header}, claims, key, algorithms=[ALGORITHM]
    )


def part(value: object) -> str:
    return _text(json.dumps(value).encode())


def _without_a_signature(key: OKPKey, good: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name in ("none", "None", "NONE", "nOnE", ""):
        yield f"alg {name!r}", f"{part({'alg': name, 'kid': key.kid})}.{part(good)}."
    seal = signed(key, good).rpartition(".")[2]
    yield "alg none, with a seal", f"{part({'alg': 'none', 'kid': key.kid})}.{part(good)}.{seal}"
    yield "no seal", f"{part({'alg': ALGORITHM, 'kid': key.kid})}.{part(good)}."
    yield "a seal of zeros", _with_zeros({"alg": ALGORITHM, "kid": key.kid}, good)


def _by_another_key(key: OKPKey, good: dict[str, Any]) -> Iterator[tuple[str, str]]:
    other = new_signing_key()
    public = key.as_dict(private=False)
    raw = base64.urlsafe_b64decode(str(public["x"]) + "=")
    secrets = {"the public key": raw, "its PEM": key.as_pem(private=False)}
    secrets |= {"the key's id": str(key.kid).encode(), "nothing": b"", "a guess": b"secret"}
    body = f"{part({'alg': 'HS256', 'kid': key.kid})}.{part(good)}"
    for name, secret in secrets.items():
        yield f"HMAC with {name}", f"{body}.{_text(hmac.digest(secret, body.encode(), 'sha256'))}"
    curve = ECKey.generate_key("P-256")
    yield "another algorithm", jwt.encode({"alg": "ES256", "kid": key.kid}, good, curve)
    yield "another key", signed(other, good)
    yield "another key under this one's id", signed(other, good, kid=key.kid)
    yield "a key in its own header", signed(other, good, jwk=other.as_dict(private=False))
    yield "a key at its own address", signed(other, good, jku="https://a.example/jwks.json")
    for name in ("../../../dev/null", "' OR '1'='1", "", "\x00", "é" * 300):
        yield f"key id {name[:20]!r}", signed(other, good, kid=name)
    for odd in (None, 3, [str(key.kid)], {"a": 1}):
        yield f"key id {odd!r:.12}", _with_zeros({"alg": ALGORITHM, "kid": odd}, good)


def _changed(key: OKPKey, good: dict[str, Any]) -> Iterator[tuple[str, str]]:
    company = signed(key, {**good, "role": "company"})
    header, _, seal = company.split(".")
    yield "claims changed", f"{header}.{part(good)}.{seal}"
    more = part({"alg": ALGORITHM, "kid": key.kid, "typ": "JWT"})
    yield "header changed", f"{more}.{company.split('.')[1]}.{seal}"
    body, _, seal = signed(key, good).rpartition(".")
    raw = base64.urlsafe_b64decode(seal + "==")
    yield "one bit changed", f"{body}.{_text(bytes([raw[0] ^ 1]) + raw[1:])}"
    yield "seal cut", f"{body}.{_text(raw[:-1])}"
    yield "seal longer", f"{body}.{_text(raw + b'0')}"
    scalar = int.from_bytes(raw[32:], "little") + _ORDER
    yield "another seal of the same", f"{body}.{_text(raw[:32] + scalar.to_bytes(32, 'little'))}"


def _signed_but_wrong(
    key: OKPKey, now: datetime, good: dict[str, Any]
) -> Iterator[tuple[str, str]]:
    seconds = int(now.timestamp())
    wrong: dict[str, dict[str, Any]] = {
        "ended": {"iat": seconds - 1200, "exp": seconds - 600},
        "from the future": {"iat": seconds + 3600, "exp": seconds + 4000},
        "good for ten years": {"exp": seconds + 10 * 365 * 86_400},
        "good later": {"nbf": seconds + 300},
        "ends before it is issued": {"iat": seconds + 20, "exp": seconds + 10},
        "of another issuer": {"iss": "other"},
        "for another audience": {"aud": "other"},
        "for several audiences": {"aud": ["boucle", "other"]},
        "of a role that is none": {"role": "king"},
        "of several roles": {"role": ["operator"]},
        "ends as text": {"exp": str(seconds + 600)},
        "ends never": {"exp": None},
        "of nobody": {"sub": None},
        "of a number": {"sub": 3},
        "of organisations that are none": {"organisations": ["*"]},
    }
    for name, change in wrong.items():
        yield name, signed(key, {**good, **change})
    for name in ("iss", "aud", "sub", "exp", "iat", "role"):
        yield f"without {name}", signed(key, {k: v for k, v in good.items() if k != name})


def _no_token(key: OKPKey, good: dict[str, Any]) -> Iterator[tuple[str, str]]:
    whole = signed(key, good)
    yield "two parts", whole.rpartition(".")[0]
    yield "four parts", f"{whole}.{part({})}"
    yield "five parts", ".".join([part({"alg": "dir", "enc": "A256GCM"}), "", "", "", ""])
    yield "claims that are an array", _with_zeros({"alg": ALGORITHM, "kid": key.kid}, [])
    yield "dots", ".."
    yield "no base64", "%%%.%%%.%%%"
    yield "too long", whole + "A" * 20_000
    yield "JSON", json.dumps(good)
    yield "twice", f"{whole} {whole}"
    yield "the word", "null"


def _with_zeros(header: object, claims: object) -> str:
    return f"{part(header)}.{part(claims)}.{_text(bytes(64))}"


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
