"""Read the settings of notifications from the environment, beside those of every service."""

from ipaddress import ip_network
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationInfo
from pydantic_core import PydanticCustomError
from pydantic_settings import NoDecode

from boucle.contract.persons import PersonKey
from boucle.notifications.subscriptions.outbound.addresses import CallPolicy, Network
from boucle.platform.characters import MAIL_ADDRESS
from boucle.platform.settings import (
    KEYS_WANTED,
    HttpUrl,
    Keys,
    Port,
    ServiceSettings,
    key_bytes,
)

CALENDAR_ADDRESS = r"^[A-Za-z0-9.!#$%&'*/=?^_`{|}~-]{1,23}@[A-Za-z0-9.-]{1,255}$"


def _networks(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return tuple(ip_network(one.strip()) for one in value.split(",") if one.strip())
    except ValueError as error:
        raise PydanticCustomError("networks", "{why}", {"why": str(error)}) from error


def _with_an_address(value: str | None, info: ValidationInfo) -> str | None:
    if value and not info.data.get("calendar_address"):
        raise PydanticCustomError(
            "missing", "BOUCLE_CALENDAR_ADDRESS, whose mailbox it is, is missing"
        )
    return value


class NotificationsSettings(ServiceSettings):
    """``BOUCLE_LINK_KEY`` seals the links of mails, the addresses of invitations and the secrets of
    webhooks: removing a key closes what it sealed."""

    smtp_host: str = Field(
        min_length=1, description="the mail server's name", examples=["localhost"]
    )
    smtp_port: Port = Field(25, description="a TCP port, 0 to 65535")
    smtp_username: str | None = Field(None, description="the mail server's user, if it wants one")
    smtp_password: SecretStr | None = Field(None, description="the mail server's password")
    smtp_starttls: bool = Field(False, description="true to insist on STARTTLS, or false")
    smtp_timeout: float = Field(10, gt=0, le=60, description="seconds, above 0 to 60")
    mail_from: str = Field(
        pattern=MAIL_ADDRESS,
        description="the address mails leave from, like boucle@example.org",
        examples=["boucle@boucle.example"],
    )
    registry_url: HttpUrl = Field(
        description="the http(s) URL of registry, from inside", examples=["http://127.0.0.1:8000"]
    )
    matching_url: HttpUrl | None = Field(
        None,
        description="the http(s) URL of matching, from inside: to preview letters",
        examples=["http://127.0.0.1:8001"],
    )
    client_id: str = Field(
        min_length=1,
        description="this service's client id at registry",
        examples=["notifications"],
    )
    client_secret: SecretStr = Field(
        min_length=1, description="this service's client secret at registry", examples=["secret"]
    )
    link_key: Keys = Field(description=KEYS_WANTED, examples=["0" * 32])
    feed_days: int = Field(
        30, ge=1, le=365, description="for how many days changes can be followed, 1 to 365"
    )
    webhooks_http_port: Port = Field(8002, description="a TCP port, 0 to 65535")
    webhook_networks: Annotated[tuple[Network, ...], NoDecode, BeforeValidator(_networks)] = Field(
        (),
        description="networks that webhooks may reach although they are not public, like "
        "10.1.0.0/16, with , between two",
    )
    calendar_address: str | None = Field(
        None,
        pattern=CALENDAR_ADDRESS,
        description="where calendar answers come, like agenda@example.org: mail to "
        "agenda+anything@example.org must reach the same mailbox; 23 characters before the @ at "
        "most",
    )
    imap_host: Annotated[str | None, AfterValidator(_with_an_address)] = Field(
        None,
        description="the IMAP server of BOUCLE_CALENDAR_ADDRESS, like imap.example.org",
    )
    imap_port: Port = Field(993, description="a TCP port, 0 to 65535")
    imap_tls: bool = Field(True, description="true for TLS from the first byte, or false")
    imap_username: str = Field("", description="the mailbox's user")
    imap_password: SecretStr = Field(SecretStr(""), description="the mailbox's password")
    imap_folder: str = Field("INBOX", min_length=1, description="the folder that is read")
    imap_poll: float = Field(30, ge=1, le=3600, description="seconds between two looks, 1 to 3600")
    operator_mail: str | None = Field(
        None,
        pattern=MAIL_ADDRESS,
        description="who is written to when a webhook is disabled, and named by "
        "/.well-known/security.txt, like operator@example.org",
    )

    person_key: SecretStr = Field(
        min_length=32,
        description="at least 32 characters that nobody can guess, the same for registry, "
        "matching and notifications",
        examples=["0" * 32],
    )

    person_days: int = Field(
        1096,
        ge=30,
        le=3660,
        description="for how many days comments, and a meeting's host and programme, are kept, 30 "
        "to 3660",
    )

    @property
    def persons(self) -> PersonKey:
        return PersonKey(self.person_key.get_secret_value().encode())

    @property
    def link_keys(self) -> tuple[bytes, ...]:
        return key_bytes(self.link_key)

    @property
    def call_policy(self) -> CallPolicy:
        return CallPolicy(allowed=self.webhook_networks)
