"""A territory, in requests and responses."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from boucle.common.events.registry import Policy, Territory, TerritoryKind
from boucle.common.http import Body, DecimalText, Line
from boucle.registry.api.schemas.base import Answer, Code, EachOnce, Email

Score = Annotated[int, Field(strict=True, ge=0, le=10_000)]
_DEFAULTS = Territory(siren="", kind="epci")


class AnimatorIn(Body):
    name: Annotated[str, Line(200)]
    email: Email


class TightenedIn(Body):
    """What a territory takes of an attribute on a route, both ends included: within what the route
    itself takes."""

    low: DecimalText | None = None
    high: DecimalText | None = None


class TerritoryIn(Body):
    """``PUT /v1/territories/{siren}``. Its animator may change all but name, kind and parent."""

    siren: Code | None = None
    name: Annotated[str, Line(200)]
    kind: TerritoryKind
    parent: Code | None = None
    policy: Policy = _DEFAULTS.policy
    k: Annotated[int, Field(strict=True, ge=1, le=100)] = _DEFAULTS.k
    threshold: Score = _DEFAULTS.threshold
    auto_threshold: Score = _DEFAULTS.auto_threshold
    least_share: DecimalText = Field(
        _DEFAULTS.least_share,
        description="From 0 to 1, of a need: a pair that could move less of it is listed, and "
        "nobody is mailed about it.",
    )
    weights: Annotated[
        dict[Code, Annotated[int, Field(strict=True, ge=0, le=1000)]], Field(max_length=50)
    ] = Field(default_factory=dict)
    limits: Annotated[dict[Code, DecimalText], Field(max_length=50)] = Field(default_factory=dict)
    route_limits: Annotated[
        dict[Code, Annotated[dict[Code, TightenedIn], Field(max_length=50)]],
        Field(max_length=500, description="route -> attribute that it limits -> a tighter range"),
    ] = Field(default_factory=dict)
    routes_off: Annotated[tuple[Code, ...], Field(max_length=500), EachOnce] = ()
    requires_if_match: Annotated[
        bool,
        Field(
            strict=True,
            description="Organisations, sites and flows here are changed with `If-Match` only.",
        ),
    ] = _DEFAULTS.requires_if_match
    animator: AnimatorIn | None = None


class TightenedOut(Answer):
    low: str | None = None
    high: str | None = None


class AnimatorOut(Answer):
    name: str
    email: str


class TerritoryOut(Answer):
    """``animator`` is told to the territory's animator and to the operator only."""

    siren: str
    name: str
    kind: TerritoryKind
    parent: str | None
    policy: Policy
    k: int
    threshold: int
    auto_threshold: int
    least_share: str
    weights: dict[str, int]
    limits: dict[str, str]
    route_limits: dict[str, dict[str, TightenedOut]]
    routes_off: list[str]
    requires_if_match: bool
    animator: AnimatorOut | None
    version: int
    updated_at: datetime


class SettingChangeOut(Answer):
    """``before`` null: the territory was declared with it."""

    setting: str
    before: Any
    after: Any


class SettingsChangeOut(Answer):
    """One change of settings. ``version``: the territory's, which synergies name as
    ``settings_offer`` and ``settings_need``. ``by``: a client id, never a person's name; null for
    what was so before history was kept."""

    version: int
    at: datetime
    by: str | None
    role: str | None
    changes: list[SettingChangeOut]
