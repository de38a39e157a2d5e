"""A territory, in requests and responses."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from boucle.contract.events.reasons import SynergyKind
from boucle.contract.events.registry import LEAST_GAIN, Policy, Territory, TerritoryKind
from boucle.platform.http import DecimalText, Line, RequestBody
from boucle.registry.api.schemas.base import (
    AnyValue,
    Code,
    EachOnce,
    Email,
    ResponseBody,
    WarningOut,
)
from boucle.registry.api.schemas.values import PhoneText

Score = Annotated[int, Field(strict=True, ge=0, le=10_000)]
_DEFAULTS = Territory(siren="", kind="epci")


class AnimatorIn(RequestBody):
    """Who writes to companies, and whom they call. ``address``: by post, on one line."""

    name: Annotated[str, Line(200)]
    email: Email
    phone: PhoneText | None = None
    address: Annotated[str, Line(300)] | None = None


class ControllerIn(RequestBody):
    """Who answers for personal data, and for the pages. ``rights``: the mail address to write to
    about one's data. ``basis``: on what the processing stands, in French; «intérêt légitime» if
    left out. ``kept_months``: how long data is kept after the last exchange. ``publisher``: the
    person who directs what is published. ``host``: who hosts Boucle, with address."""

    name: Annotated[str, Line(200)]
    address: Annotated[str, Line(300)]
    rights: Email
    basis: Annotated[str, Line(300)] | None = None
    kept_months: Annotated[int, Field(strict=True, ge=1, le=120)] = 36
    publisher: Annotated[str, Line(200)] | None = None
    host: Annotated[str, Line(300)] | None = None


class TightenedIn(RequestBody):
    """What a territory takes of an attribute on a route, both ends included: within what the route
    itself takes."""

    low: DecimalText | None = None
    high: DecimalText | None = None


class TerritoryIn(RequestBody):
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
    least_gain: dict[SynergyKind, DecimalText] = Field(
        default_factory=dict,
        description="By kind of synergy, EUR a year: what is reckoned to save less is listed, and "
        f"the policy `auto` mails nobody about it. {LEAST_GAIN} of a kind that is left out.",
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
    hold_letters: Annotated[
        bool,
        Field(
            strict=True,
            description="Introductions wait until an animator releases them "
            "(`POST /v1/synergies/{synergy_id}/letters/release`); across territories, until each "
            "that holds did.",
        ),
    ] = _DEFAULTS.hold_letters
    parameters: Annotated[
        dict[Code, DecimalText],
        Field(
            max_length=200,
            description="Of pooling and sharing, by their keys in `GET /v1/parameters`, each "
            "within its bounds; the default where left out.",
        ),
    ] = Field(default_factory=dict)
    animator: AnimatorIn | None = None
    controller: ControllerIn | None = Field(
        None, description="Who answers for personal data here; its federation's if left out."
    )


class TightenedOut(ResponseBody):
    """A tighter range of an attribute: ``low``, ``high``, decimals as text in its unit; null where
    left as it is."""

    low: str | None = None
    high: str | None = None


class AnimatorOut(ResponseBody):
    """Who runs the approach here."""

    name: str
    email: str
    phone: str | None
    address: str | None


class ControllerOut(ResponseBody):
    """Who answers for personal data, and for the pages: public."""

    name: str
    address: str
    rights: str
    basis: str | None
    kept_months: int
    publisher: str | None
    host: str | None


class TerritoryOut(ResponseBody):
    """``animator`` and ``warnings`` (what its mails and pages lack) are for the territory's
    animator and the operator only. ``controller``: its own; where null, its federation's counts."""

    siren: str
    name: str
    kind: TerritoryKind
    parent: str | None
    policy: Policy
    k: int
    threshold: int
    auto_threshold: int = Field(description="A score, 0 to 10,000.")
    least_share: str = Field(description="From 0 to 1, of a need.")
    least_gain: dict[SynergyKind, str] = Field(description="Kind of synergy -> EUR a year.")
    weights: dict[str, int] = Field(description="Criterion -> weight, 0 to 1000, no unit.")
    limits: dict[str, str] = Field(description="Criterion -> its limit, in its unit.")
    route_limits: dict[str, dict[str, TightenedOut]] = Field(
        description="Route -> attribute that it limits -> a tighter range."
    )
    routes_off: list[str]
    requires_if_match: bool
    hold_letters: bool
    parameters: dict[str, str] = Field(description="By the keys of `GET /v1/parameters`.")
    animator: AnimatorOut | None
    controller: ControllerOut | None
    warnings: list[WarningOut]
    version: int
    updated_at: datetime


class SettingChangeOut(ResponseBody):
    """``before`` null: the territory was declared with it."""

    setting: str
    before: AnyValue
    after: AnyValue


class SettingsChangeOut(ResponseBody):
    """One change of settings. ``version``: the territory's, which synergies name as
    ``settings_offer`` and ``settings_need``. ``by``: a client id, never a person's name; null for
    what was so before history was kept."""

    version: int
    at: datetime
    by: str | None
    role: str | None
    changes: list[SettingChangeOut]
