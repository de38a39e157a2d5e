"""Reference lists of pooling and sharing: services, equipment, parameters, occupations."""

from datetime import date, datetime
from typing import Annotated, Literal

from fastapi import Query
from pydantic import Field

from boucle.platform.http import Line, Siren
from boucle.platform.identity.principal import Role
from boucle.registry.api.schemas.base import ResponseBody
from boucle.registry.api.schemas.outlets.outlets import ReasonOut
from boucle.registry.api.schemas.reference.reference import Listed, Word

RomeStart = Annotated[
    Annotated[str, Line(20)] | None, Query(description="How the ROME code begins.")
]
Parents = Annotated[
    Annotated[list[Annotated[str, Line(20)]], Field(max_length=20)] | None,
    Query(description="Of any of these families: codes of parents."),
]


OfTerritory = Annotated[
    Siren | None, Query(description="With the values of this territory; else the defaults.")
]


class DeclaredFigureOut(ResponseBody):
    """A number of a declaration, from ``least`` to ``most`` in ``unit`` (UCUM). ``sense``: how what
    is offered must stand to what is asked for."""

    key: str
    label_fr: str
    label_en: str
    unit: str
    least: str
    most: str
    required: bool
    sense: Literal["at_least", "at_most"] | None


class DeclaredChoiceOut(ResponseBody):
    """A word of a declaration; no ``words``: a List of Waste code."""

    key: str
    required: bool
    words: list[Word]


class DeclaredTermsOut(ResponseBody):
    """``ends``: of the lane that is declared. ``slots``: amounts by season and hour of the week."""

    figures: list[DeclaredFigureOut]
    choices: list[DeclaredChoiceOut]
    ends: list[Literal["origin", "destination"]]
    slots: bool


class ServiceOut(ResponseBody):
    """``need``, ``offer``: what each says; null where nobody declares it."""

    key: str
    label_fr: str
    label_en: str
    need: DeclaredTermsOut | None
    offer: DeclaredTermsOut | None


class EquipmentOut(ServiceOut):
    """``unit``: of what is offered or asked for in a slot, at most ``most``; ``whole``: in whole
    units only."""

    unit: str
    most: str
    whole: bool


class ParameterOut(ResponseBody):
    """What a territory may set otherwise (``parameters``). ``source``: where the default was read,
    last on ``read_on``; null: it is a setting, and no fact. ``value``: that of the ``territory``
    asked for, set by ``set_by`` at ``set_at``, else the default. ``origin_fr``, ``origin_en`` say
    where it is from; a territory's own value is its assumption."""

    key: str
    label_fr: str
    label_en: str
    unit: str
    default: str
    least: str
    most: str
    whole: bool
    source: str | None
    read_on: date | None
    value: str
    set_by: Role | None
    set_at: datetime | None
    origin_fr: str
    origin_en: str


class OccupationOut(ResponseBody):
    """``label``: as ROME has it, null where it was not imported. ``parent``: its family's code;
    ``family_fr``, ``family_en``: our names of it, null of families that have none. ``neighbours``:
    families from which one passes to it. ``titles``: job titles that are it."""

    code: str
    label: str | None
    parent: str
    family_fr: str | None
    family_en: str | None
    neighbours: list[str]
    green: bool | None
    titles: list[str]


class Occupations(Listed[OccupationOut]):
    """``rome``: the version that was imported, null where none was; ``hint`` then says what to
    do."""

    rome: str | None
    hint: ReasonOut | None
