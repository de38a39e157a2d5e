"""Identify callers: principals, the tokens that prove them, what each may reach."""

from boucle.platform.identity.access import Owner, ensure_access, may_access
from boucle.platform.identity.keys import JwksKeys, KeySource, KeysUnavailable, StaticKeys
from boucle.platform.identity.principal import Principal, Role
from boucle.platform.identity.tokens import (
    LONGEST_LIFE,
    InvalidToken,
    NoneRevoked,
    RevokedTokens,
    TokenIssuer,
    Verifier,
    new_signing_key,
    public_key_set,
)

__all__ = [
    "LONGEST_LIFE",
    "InvalidToken",
    "JwksKeys",
    "KeySource",
    "KeysUnavailable",
    "NoneRevoked",
    "Owner",
    "Principal",
    "RevokedTokens",
    "Role",
    "StaticKeys",
    "TokenIssuer",
    "Verifier",
    "ensure_access",
    "may_access",
    "new_signing_key",
    "public_key_set",
]
