"""What an OpenID Connect provider says of itself, checked."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

import msgspec

_PATH: Final = "/.well-known/openid-configuration"
_S256: Final = "S256"
_BY_SECRET: Final = ("client_secret_basic", "client_secret_post")


class BadMetadata(ValueError):
    """The document is no discovery document of this provider."""


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """As OpenID Connect Discovery 1.0 and RFC 8414 name it."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None = None
    end_session_endpoint: str | None = None
    token_endpoint_auth_methods_supported: Sequence[str] = ("client_secret_basic",)
    code_challenge_methods_supported: Sequence[str] = ()
    claims_parameter_supported: bool = False
    authorization_response_iss_parameter_supported: bool = False

    @property
    def proves_keys(self) -> bool:
        """Tell whether it takes PKCE (RFC 7636). One that does not say so may refuse what it does
        not know, as ProConnect's older platforms do; the nonce binds its codes."""
        return _S256 in self.code_challenge_methods_supported

    @property
    def auth_method(self) -> str:
        """Return how it takes the client's secret; ``read`` saw that it does."""
        methods = self.token_endpoint_auth_methods_supported
        return next(one for one in _BY_SECRET if one in methods)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """A provider, as Boucle was set up for it. ``trusts_email``: its addresses are verified, though
    it does not say so. ``strong_acrs``: levels that prove an operator. ``redirect_uri`` and
    ``left_uri``: where it sends people back."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    name: str
    scopes: str
    trusts_email: bool
    acr_values: str | None
    strong_acrs: frozenset[str]
    redirect_uri: str
    left_uri: str

    @property
    def discovery(self) -> str:
        return self.issuer.rstrip("/") + _PATH

    def read(self, document: bytes) -> Metadata:
        """Raises BadMetadata of another's, or one that would weaken https."""
        try:
            found = msgspec.json.decode(document, type=Metadata)
        except msgspec.DecodeError as error:
            raise BadMetadata("it is no discovery document") from error
        if found.issuer != self.issuer:
            raise BadMetadata("it is another issuer's")
        if not {*_BY_SECRET} & {*found.token_endpoint_auth_methods_supported}:
            raise BadMetadata("it takes no client secret")
        scheme = urlsplit(self.issuer).scheme
        addresses = (found.authorization_endpoint, found.token_endpoint, found.jwks_uri)
        optional = (found.userinfo_endpoint, found.end_session_endpoint)
        for address in (*addresses, *(one for one in optional if one is not None)):
            if urlsplit(address).scheme not in (scheme, "https"):
                raise BadMetadata("an address of it is not https")
        return found

    def claims_wanted(self, metadata: Metadata) -> str | None:
        """Return what asks for the level: some providers give it on demand only."""
        if not self.strong_acrs or not metadata.claims_parameter_supported:
            return None
        return json.dumps({"id_token": {"acr": None}}, separators=(",", ":"))
