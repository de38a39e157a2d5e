"""Who asks: principals, the tokens that prove them, and what each may reach."""

from boucle.common.identity.access import Owner, ensure_access, may_access
from boucle.common.identity.keys import JwksKeys, KeySource, KeysUnavailable, StaticKeys
from boucle.common.identity.principal import Principal, Role
from boucle.common.identity.tokens import (
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
