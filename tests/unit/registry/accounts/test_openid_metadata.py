"""What a provider says of itself is believed only as far as its own https goes."""

import json
from dataclasses import replace

import pytest

from boucle.registry.accounts.openid.metadata import BadMetadata, Provider

ISSUER = "https://provider.example/realm"
PROVIDER = Provider(
    issuer=ISSUER,
    client_id="boucle",
    client_secret="hush",
    name="ProConnect",
    scopes="openid email",
    trusts_email=False,
    acr_values=None,
    strong_acrs=frozenset(),
    redirect_uri="https://boucle.example/connexion/openid/retour",
    left_uri="https://boucle.example/connexion",
)


def _document(**changes: object) -> bytes:
    names = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")
    said = {"issuer": ISSUER, **{name: f"{ISSUER}/{name}" for name in names}, **changes}
    return json.dumps(said).encode()


def test_its_own_description_is_read() -> None:
    found = PROVIDER.read(_document(end_session_endpoint=f"{ISSUER}/end", more=["unknown"]))
    assert (found.token_endpoint, found.proves_keys) == (f"{ISSUER}/token_endpoint", False)
    assert found.auth_method == "client_secret_basic"  # as the standard has it
    assert PROVIDER.discovery == f"{ISSUER}/.well-known/openid-configuration"
    assert "hush" not in repr(PROVIDER)


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": "https://another.example"},
        {"issuer": f"{ISSUER}/"},
        {"token_endpoint": None},
        {"code_challenge_methods_supported": "S256"},
        {"token_endpoint_auth_methods_supported": ["private_key_jwt"]},
        *(
            {name: "http://provider.example/x"}
            for name in (
                *("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"),
                "end_session_endpoint",
            )
        ),
        {"end_session_endpoint": "javascript:alert(1)"},
    ],
    ids=str,
)
def test_anothers_or_a_weaker_one_is_not(changes: dict[str, object]) -> None:
    with pytest.raises(BadMetadata):
        PROVIDER.read(_document(**changes))


def test_a_secret_is_sent_as_the_provider_takes_it() -> None:
    posted = _document(token_endpoint_auth_methods_supported=["client_secret_post"])
    assert PROVIDER.read(posted).auth_method == "client_secret_post"


def test_the_level_is_asked_for_where_it_proves_and_may_be_asked() -> None:
    strong = replace(PROVIDER, strong_acrs=frozenset({"eidas2"}))
    may, may_not = (
        PROVIDER.read(_document(claims_parameter_supported=one)) for one in (True, False)
    )
    assert strong.claims_wanted(may) == '{"id_token":{"acr":null}}'
    assert strong.claims_wanted(may_not) is None
    assert PROVIDER.claims_wanted(may) is None
