"""Read and verify what a browser's passkey answers. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    parse_authentication_credential_json,
    parse_client_data_json,
    parse_registration_credential_json,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from boucle.registry.accounts.challenges import LASTS
from boucle.registry.accounts.relying import RelyingParty
from boucle.registry.tables import AccountRow

_TIMEOUT_MS: Final = int(LASTS.total_seconds() * 1000)
_MALFORMED: Final = (WebAuthnException, ValueError, TypeError, AttributeError, LookupError)
_VERIFIED: Final = UserVerificationRequirement.REQUIRED


class BadResponse(ValueError):
    """No passkey of ours answered so."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a browser says that its passkey signed. ``account``: as the passkey remembers it."""

    credential: bytes
    challenge: bytes
    origin: str
    account: bytes | None = None


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """A passkey that was made just now."""

    credential: bytes
    public_key: bytes
    sign_count: int


def options_to_add(
    party: RelyingParty, account: AccountRow, known: Sequence[bytes], challenge: bytes
) -> str:
    """Return what ``navigator.credentials.create`` needs, as JSON."""
    options = generate_registration_options(
        rp_id=party.id,
        rp_name="Boucle",
        user_id=account.id.bytes,
        user_name=account.email,
        user_display_name=account.name,
        challenge=challenge,
        timeout=_TIMEOUT_MS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_VERIFIED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
    )
    return options_to_json(options)


def options_to_use(party: RelyingParty, known: Sequence[bytes], challenge: bytes) -> str:
    """Return what ``navigator.credentials.get`` needs, as JSON. ``known``: which passkeys; any of
    ours if there are none."""
    options = generate_authentication_options(
        rp_id=party.id,
        challenge=challenge,
        timeout=_TIMEOUT_MS,
        allow_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
        user_verification=_VERIFIED,
    )
    return options_to_json(options)


def made_answer(text: str) -> Answered:
    """Read what the browser answers after ``create``. Raises BadResponse."""
    try:
        made = parse_registration_credential_json(text)
        client = parse_client_data_json(made.response.client_data_json)
        return Answered(made.raw_id, client.challenge, str(client.origin))
    except _MALFORMED as error:
        raise BadResponse from error


def used_answer(text: str) -> Answered:
    """Read what the browser answers after ``get``. Raises BadResponse."""
    try:
        used = parse_authentication_credential_json(text)
        client = parse_client_data_json(used.response.client_data_json)
        whose = used.response.user_handle
        return Answered(used.raw_id, client.challenge, str(client.origin), whose)
    except _MALFORMED as error:
        raise BadResponse from error


def verified_new(text: str, party: RelyingParty, challenge: bytes) -> NewPasskey:
    """Raises BadResponse."""
    try:
        made = verify_registration_response(
            credential=text,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            require_user_verification=True,
        )
    except _MALFORMED as error:
        raise BadResponse from error
    return NewPasskey(made.credential_id, made.credential_public_key, made.sign_count)


def verified_use(text: str, party: RelyingParty, challenge: bytes, public_key: bytes) -> int:
    """Return how often the passkey says that it signed. Raises BadResponse."""
    try:
        used = verify_authentication_response(
            credential=text,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=public_key,
            credential_current_sign_count=0,  # our caller compares it
            require_user_verification=True,
        )
    except _MALFORMED as error:
        raise BadResponse from error
    return used.new_sign_count
