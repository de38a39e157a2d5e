"""Add registry's settings to those of every service."""

from ipaddress import ip_address
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    AnyHttpUrl,
    BeforeValidator,
    Field,
    SecretStr,
    TypeAdapter,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import NoDecode

from boucle.contract.persons import PersonKey
from boucle.platform.settings import KEYS_WANTED, Keys, ServiceSettings
from boucle.registry.domain.values.areas import FRANCE, Box

_Given = TypeVar("_Given")


def _boxes(value: object) -> object:
    """Parse ``41.2,-5.3,51.2,9.7;14.3,-61.3,15,-60.7``."""
    if not isinstance(value, str):
        return value
    try:
        boxes = [Box(*map(float, text.split(","))) for text in value.split(";")]
    except (TypeError, ValueError) as error:
        raise PydanticCustomError("boxes", "not boxes of four numbers") from error
    for south, west, north, east in boxes:
        if not (-90 <= south < north <= 90 and -180 <= west < east <= 180):
            raise PydanticCustomError("boxes", "not south,west,north,east")
    return boxes


def _issuer(value: str) -> str:
    """Check that nobody between can answer for it: https, or this machine."""
    TypeAdapter(AnyHttpUrl).validate_python(value)
    parts = urlsplit(value)
    if parts.scheme != "https" and not _is_this_machine(parts.hostname or ""):
        raise PydanticCustomError("issuer", "not https")
    return value


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _wanted_by_openid(value: _Given, info: ValidationInfo) -> _Given:
    """Require what a provider asks for: an empty secret file counts as missing."""
    shown = value.get_secret_value() if isinstance(value, SecretStr) else value
    if not shown and info.data.get("openid_issuer"):
        raise PydanticCustomError("missing", "OpenID Connect wants it")
    return value


class RegistrySettings(ServiceSettings):
    """``BOUCLE_SERVED_AREA``: a site anywhere else is refused. ``BOUCLE_PERSON_KEY``: with another,
    those who were erased are known as such no more. ``BOUCLE_ENCRYPTION_KEY`` encrypts the keys
    that sign tokens, in the database. ``BOUCLE_OPENID_…``: who signs people in beside mails and
    passkeys; nobody without an issuer."""

    served_area: Annotated[tuple[Box, ...], NoDecode, BeforeValidator(_boxes)] = Field(
        FRANCE,
        description="boxes of degrees, south,west,north,east, with ; between two, like "
        "41.2,-5.3,51.2,9.7;14.3,-61.3,15,-60.7",
    )
    person_key: SecretStr = Field(
        min_length=32,
        description="at least 32 characters that nobody can guess, the same for registry, "
        "matching and notifications",
        examples=["0" * 32],
    )
    encryption_key: Keys = Field(description=KEYS_WANTED, examples=["0" * 32])
    withdrawn_days: int = Field(
        30,
        ge=0,
        le=3650,
        description="for how many days contacts and texts of what was withdrawn are kept, 0 to "
        "3650",
    )
    proposal_days: int = Field(
        90,
        ge=1,
        le=3650,
        description="for how many days a person named on a page waits to be confirmed, 1 to 3650",
    )
    import_days: int = Field(
        90, ge=1, le=3650, description="for how many days an import's rows are kept, 1 to 3650"
    )
    call_days: int = Field(
        1096,
        ge=30,
        le=3660,
        description="for how many days calls and marked prospects are kept, 30 to 3660",
    )

    openid_issuer: Annotated[str, AfterValidator(_issuer)] | None = Field(
        None, description="the https URL of an OpenID Connect provider, as its tokens write it"
    )
    openid_client_id: Annotated[str | None, AfterValidator(_wanted_by_openid)] = Field(
        None, validate_default=True, description="the client id that the provider gave"
    )
    openid_client_secret: Annotated[SecretStr | None, AfterValidator(_wanted_by_openid)] = Field(
        None, validate_default=True, description="the client secret that the provider gave"
    )
    openid_name: str = Field(
        "OpenID Connect", min_length=1, max_length=60, description="the provider's name, 1 to 60"
    )
    openid_scopes: str = Field(
        "openid email",
        pattern=r"^(\S+ )*openid( \S+)*$",
        description="scopes with spaces between, openid among them",
    )
    openid_trusts_email: bool = Field(
        False, description="true: all its addresses are verified, though it does not say so"
    )
    openid_acr_values: str | None = Field(
        None, description="levels to ask for (acr_values), with spaces between"
    )
    openid_strong_acrs: str = Field(
        "", description="levels (acr) that prove an operator, with spaces between; none: a passkey"
    )

    @property
    def persons(self) -> PersonKey:
        return PersonKey(self.person_key.get_secret_value().encode())
