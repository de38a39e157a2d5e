"""Types of fields, each with what would be right when a value is not."""

import re
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
)

from boucle.platform.http import Line, wrong

_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}")
_SPACES = re.compile(r"\s+")
_PHONE = re.compile(r"\+?[0-9][0-9 .()-]{5,24}")


class ResponseBody(BaseModel):
    """What registry answers."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    @classmethod
    def of(cls, *entities: object, **given: object) -> Self:
        """Fields by name: those given, and those that the entities have."""
        found = {
            name: getattr(entity, name)
            for entity in entities
            for name in cls.model_fields
            if hasattr(entity, name)
        }
        return cls.model_validate({**found, **given})


AnyValue = Annotated[Any, Field(description="Any JSON value.")]


class WarningOut(ResponseBody):
    """What was taken, but may be wrong: the field, its value, why, and what would be right, in
    English and in French. ``field``: of the body, or of the site (``site.treatments``)."""

    field: str
    value: AnyValue
    message: str
    expected: str
    message_fr: str
    expected_fr: str


class SourceOut(ResponseBody):
    """The id that a tool gave."""

    source: str
    external_id: str


Sureness = Annotated[
    float,
    Field(description="How surely the family is meant, 0 to 1; from 0.5, it is fairly sure."),
]


def _email(value: str) -> str:
    if len(value) > 254 or not _EMAIL.fullmatch(value):
        raise wrong("email", "is not an e-mail address", "an address such as name@company.example")
    return value


def _phone(value: str) -> str:
    if not _PHONE.fullmatch(value):
        raise wrong("phone", "is not a telephone number", "digits, such as +33 2 31 00 00 00")
    return value


def _without_spaces(value: str) -> str:
    """``732 829 320 00074``, as people write it, without its spaces; anything else as it is."""
    bare = _SPACES.sub("", value)
    return bare if bare.isdigit() else value


def _each_once(values: tuple[Any, ...]) -> tuple[Any, ...]:
    if len(set(values)) != len(values):
        raise wrong("twice", "holds a value twice", "each value once")
    return tuple(sorted(values))


Email = Annotated[str, Line(254), AfterValidator(_email)]
Phone = Annotated[str, Line(30), AfterValidator(_phone)]
EachOnce = AfterValidator(_each_once)
Code = Annotated[str, Line(64), Field(description="a code or a key")]
CompanyNumber = Annotated[
    str,
    Line(64),
    AfterValidator(_without_spaces),
    Field(description="INSEE's number, with spaces or without."),
]
"""A SIREN or a SIRET, kept without spaces; whether it is one is another question."""
ExternalId = Annotated[str, Line(200), Field(description="the caller's own id")]
