"""Read settings from the environment: ``BOUCLE_*``, or ``BOUCLE_*_FILE`` naming a file with the
value."""

import os
import re
import ssl
from collections.abc import Iterator
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    AnyHttpUrl,
    BeforeValidator,
    Field,
    PostgresDsn,
    SecretStr,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
)
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

PREFIX = "BOUCLE_"
_SHORTEST_KEY = 32  # characters
_QUOTA = "quota_"
_NEARLY = 0.85  # likeness (difflib): HTTP_PROT is HTTP_PORT, SMTP_PORT is not
_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:[0-9]{1,5})?|https?://\[[0-9a-f:]+\](:[0-9]{1,5})?")

_Given = TypeVar("_Given")

Port = Annotated[int, Field(ge=0, le=65535)]


def _database_url(value: str) -> str:
    TypeAdapter(PostgresDsn).validate_python(value)
    return value


def _http_url(value: str) -> str:
    TypeAdapter(AnyHttpUrl).validate_python(value)
    return value.rstrip("/")


def _brokers(value: str) -> str:
    for broker in value.split(","):
        host, separator, port = broker.strip().rpartition(":")
        if not (host and separator and port.isdigit()):
            raise PydanticCustomError("brokers", "{broker} is not host:port", {"broker": broker})
    return value


def _origins(value: object) -> object:
    """Parse ``https://a.example, https://b.example:8443``, as browsers send them. A ``*`` is
    refused."""
    if not isinstance(value, str):
        return value
    origins = tuple(one.strip() for one in value.split(",") if one.strip())
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise PydanticCustomError("origin", "{origin} is not an origin", {"origin": origin})
    return origins


def _keys(value: object) -> object:
    """Parse one key per line, newest first."""
    if not isinstance(value, str):
        return value
    keys = tuple(line for line in value.splitlines() if line.strip())
    if not keys or min(map(len, keys)) < _SHORTEST_KEY:
        raise PydanticCustomError("keys", "no key, or one that is too short")
    return keys


def _authorities(value: Path) -> Path:
    """Check that the file holds certificates, before every connection fails."""
    try:
        ssl.create_default_context(cafile=value)
    except (OSError, ValueError) as error:  # OSError: SSLError too
        raise PydanticCustomError("authorities", "no certificate is in it") from error
    return value


def _wanted_by_sasl(value: _Given, info: ValidationInfo) -> _Given:
    """Require a login: an empty secret file counts as missing."""
    if not value and str(info.data.get("kafka_security_protocol")).startswith("SASL"):
        raise PydanticCustomError("missing", "SASL wants it")
    return value


def _networks(value: str) -> str:
    for network in value.split(","):
        ip_network(network.strip())
    return value


def _quota(a_minute: int, of: str) -> int:
    """Make a field of requests per minute; zero would be an API that answers nobody."""
    wanted = f"requests a minute of {of}, 1 or more; to shut somebody out, revoke the principal"
    default: int = Field(a_minute, ge=1, description=wanted)
    return default


DatabaseUrl = Annotated[str, AfterValidator(_database_url)]
HttpUrl = Annotated[str, AfterValidator(_http_url)]
"""An http(s) URL, without its last slash."""

Keys = Annotated[tuple[SecretStr, ...], NoDecode, BeforeValidator(_keys)]
"""One secret in several versions, a line each, the newest first: new things are made with it, what
the older ones made is still good."""

KEYS_WANTED = (
    "at least 32 characters that nobody can guess; of several keys, one a line, the newest first"
)


def key_bytes(keys: Keys) -> tuple[bytes, ...]:
    """Return the keys, newest first."""
    return tuple(key.get_secret_value().encode() for key in keys)


class SettingsError(ValueError):
    """The environment is wrong: one line per variable."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class ProcessSettings(BaseSettings):
    """Every process reads these settings. A field's description says what would be right; a field
    marked ``secret`` (or a ``SecretStr``) is never shown."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    http_host: str = Field("127.0.0.1", min_length=1, description="an address to listen on")
    http_port: Port = Field(8000, description="a TCP port, 0 to 65535")
    public_url: HttpUrl = Field(
        "http://127.0.0.1:8000", description="the http(s) URL at which people reach Boucle"
    )
    cors_origins: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_origins)] = Field(
        (),
        description="origins whose pages may call the API from a browser, with commas between: "
        "https://tool.example, https://other.example:8443; none: CORS is off",
    )
    entry_networks: Annotated[str, AfterValidator(_networks)] = Field(
        "127.0.0.0/8,::1/128",
        description="networks of the entry, with commas between: 10.0.0.0/8,::1/128; only who "
        "calls from there is believed for whom (X-Forwarded-For)",
    )
    quota_company: int = _quota(600, "a company")
    quota_animator: int = _quota(1_200, "an animator")
    quota_tool: int = _quota(6_000, "a tool")
    quota_operator: int = _quota(6_000, "an operator")
    quota_address: int = _quota(600, "an address that names no principal")
    open_streams: int = Field(
        20, ge=1, le=1_000, description="streams and waits of a principal at once, 1 to 1000"
    )
    unpack_ratio: int = Field(
        200, ge=20, le=1_000, description="bytes that a request may unpack to per byte, 20 to 1000"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", description="DEBUG, INFO, WARNING or ERROR"
    )
    log_format: Literal["json", "console"] = Field("json", description="json or console")
    drain_seconds: float = Field(10, gt=0, le=300, description="seconds, above 0 to 300")

    def quotas(self) -> dict[str, int]:
        """Return requests per minute by role, and by ``address`` for callers without a
        principal."""
        return {
            name.removeprefix(_QUOTA): getattr(self, name)
            for name in type(self).model_fields
            if name.startswith(_QUOTA)
        }

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, _Files(settings_cls)


class ServiceSettings(ProcessSettings):
    """Every service that holds data reads these too."""

    database_url: DatabaseUrl = Field(
        repr=False,
        description="a Postgres URL, like postgresql://user:password@host:5432/database",
        examples=["postgresql://user@localhost/database"],
        json_schema_extra={"secret": True},
    )
    database_pool: int = Field(10, ge=1, le=200, description="connections, 1 to 200")
    kafka_bootstrap: Annotated[str, AfterValidator(_brokers)] = Field(
        description="Kafka brokers, like host:9092 or host1:9092,host2:9092",
        examples=["localhost:9092"],
    )
    kafka_security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        "PLAINTEXT", description="PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL"
    )
    kafka_sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = Field(
        "PLAIN", description="PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512"
    )
    kafka_username: Annotated[str | None, AfterValidator(_wanted_by_sasl)] = Field(
        None, validate_default=True, description="the SASL user"
    )
    kafka_password: Annotated[SecretStr | None, AfterValidator(_wanted_by_sasl)] = Field(
        None, validate_default=True, description="the SASL password"
    )
    kafka_ca_file: Annotated[Path, AfterValidator(_authorities)] | None = Field(
        None, description="a readable file of CA certificates, PEM"
    )
    topic_prefix: str = Field(
        "boucle",
        pattern=r"^[a-z0-9][a-z0-9._-]{0,99}$",
        description="lower-case letters, digits, . _ and -, at most 100",
    )
    worker_http_port: Port = Field(8001, description="a TCP port, 0 to 65535")
    jwks_url: HttpUrl = Field(
        "http://127.0.0.1:8000/.well-known/jwks.json",
        description="the http(s) URL of registry's key set",
    )
    issuer: str = Field("boucle", min_length=1, description="the `iss` that tokens carry")
    audience: str = Field("boucle", min_length=1, description="the `aud` that tokens carry")
    start_seconds: float = Field(
        60, ge=0, le=3600, description="seconds to wait for Postgres and Kafka, 0 to 3600"
    )


class _Files(PydanticBaseSettingsSource):
    """``BOUCLE_X_FILE`` names a file with the value of X (without its last line feed)."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        variable = f"{_variable(field_name)}_FILE"
        path = os.environ.get(variable)
        if not path or field_name.endswith("_file"):
            return None, field_name, False
        try:
            return Path(path).read_text(encoding="utf-8").rstrip("\r\n"), field_name, False
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            raise SettingsError(
                [f"{variable}: cannot read {path!r} ({reason}); expected: a readable text file"]
            ) from error

    def __call__(self) -> dict[str, Any]:
        found = {}
        for name, field in self.settings_cls.model_fields.items():
            value, _, _ = self.get_field_value(field, name)
            if value is not None:
                found[name] = value
        return found


S = TypeVar("S", bound=ProcessSettings)


def load_settings(kind: type[S]) -> S:
    """Read the environment. Raises SettingsError: one line for each wrong, missing or misspelt
    variable."""
    misspelt = list(_misspelt(kind))
    try:
        settings = kind()
    except ValidationError as error:
        lines = [_line(kind, details) for details in error.errors(include_url=False)]
        raise SettingsError([*misspelt, *lines]) from None
    if misspelt:
        raise SettingsError(misspelt)
    return settings


def _misspelt(kind: type[ProcessSettings]) -> Iterator[str]:
    """Yield variables that are nearly one of these. Others may belong to another process."""
    known = {_variable(name) for name in kind.model_fields}
    for variable in sorted(os.environ):
        named = variable.removesuffix("_FILE")
        if not variable.startswith(PREFIX) or {variable, named} & known:
            continue
        bare = {name.removeprefix(PREFIX): name for name in known}
        near = get_close_matches(named.removeprefix(PREFIX), bare, n=1, cutoff=_NEARLY)
        if near:
            yield f"{variable}: no such setting; is {bare[near[0]]} meant?"


def example_settings(kind: type[S], **given: object) -> S:
    """Return settings that reach nothing, to describe a service (OpenAPI) without running it. A
    required field needs ``examples=[...]`` or a ``given`` value."""
    examples = {
        name: field.examples[0]
        for name, field in kind.model_fields.items()
        if field.is_required() and field.examples
    }
    return kind(**{**examples, **given})


def _line(kind: type[ProcessSettings], details: ErrorDetails) -> str:
    name = str(details["loc"][0]) if details["loc"] else ""
    field = kind.model_fields.get(name)
    wanted = (field.description if field else None) or details["msg"]
    if details["type"] == "missing":
        return f"{_variable(name)}: missing; expected: {wanted}"
    shown = "(hidden)" if field is None or _is_secret(field) else repr(details["input"])
    return f"{_variable(name)}: {shown} is not valid; expected: {wanted}"


def _variable(name: str) -> str:
    return f"{PREFIX}{name.upper()}" if name else "environment"


def _is_secret(field: FieldInfo) -> bool:
    extra = field.json_schema_extra
    marked = isinstance(extra, dict) and bool(extra.get("secret"))
    return marked or "SecretStr" in str(field.annotation)
