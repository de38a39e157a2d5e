"""What matching's API takes. Each field is checked here, once, and says what would be right."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal, Self, get_args
from uuid import UUID

from pydantic import (
    AfterValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from boucle.catalogue.facts.units import UNITS
from boucle.contract.events.matching import FoundBy, Grade, RefusalReason, Role
from boucle.contract.events.reasons import SynergyKind
from boucle.contract.events.registry import Nature, Quantity
from boucle.platform.http import Day, DecimalText, Line, RequestBody, wrong
from boucle.platform.translating import tr

_CONTACT = re.compile(r"\S+@\S+\.\S+|(?:\+|\b0)\d(?:[ .-]?\d){7,}")
_WHO = re.compile(r"offer|need|member|animator|operator|[a-z0-9][a-z0-9._:-]{0,99}")


def _not_negative(value: str) -> str:
    if value.startswith("-"):
        raise wrong("negative", "negative", "zero or more")
    return value


def _more_than_zero(value: str) -> str:
    if Decimal(value) <= 0:
        raise wrong("not_positive", "zero or less", "more than zero")
    return value


def _a_share(value: str) -> str:
    if not 0 <= Decimal(value) <= 1:
        raise wrong("share", "not a share", "from 0 to 1, as 0.5")
    return value


def _known_unit(value: str) -> str:
    if value not in UNITS:
        raise wrong(
            "unit", "unknown unit", tr("one of {units} (for a year)", units=", ".join(UNITS))
        )
    return value


def _no_contact(value: str) -> str:
    """Lives travel between services: names and addresses stay in registry."""
    if _CONTACT.search(value):
        raise wrong(
            "contact",
            "holds an e-mail address or a telephone number",
            "a text without contact details: they belong to the organisation's contacts",
        )
    return value


def _who(value: str) -> str:
    if not _WHO.fullmatch(value):
        raise wrong(
            "who",
            "neither a role nor a principal's id",
            "'offer', 'need', 'member', 'animator', 'operator' or a client_id; never a name",
        )
    return value


Text = Annotated[
    str, StringConstraints(strict=True, min_length=1), Line(500), AfterValidator(_no_contact)
]
Key = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9][a-z0-9_]{0,79}$")]


class AgreedQuantityIn(RequestBody):
    """A quantity a year: of what flows, or in the group's own unit, as ``1/d`` of meals."""

    model_config = ConfigDict(json_schema_extra={"example": {"value": "12.5", "unit": "t"}})

    value: Annotated[DecimalText, AfterValidator(_more_than_zero)]
    unit: Annotated[str, StringConstraints(strict=True, min_length=1, max_length=16)]

    def to_quantity(self) -> Quantity:
        return Quantity(self.value, self.unit)


class SynergyQuantityIn(AgreedQuantityIn):
    """A quantity a year."""

    unit: Annotated[str, AfterValidator(_known_unit)]


class PartyIn(RequestBody):
    """A party of a synergy that people found: by its flow, else by its organisation.

    ``role``: a flow's direction tells it in a substitution; elsewhere ``member`` by default.
    ``site_id`` says which site, where an organisation has several.
    """

    role: Role | None = None
    flow_id: UUID | None = None
    organisation_id: UUID | None = None
    site_id: UUID | None = None
    family: Key | None = None
    quantity: SynergyQuantityIn | None = None

    @model_validator(mode="after")
    def _by_flow_or_organisation(self) -> Self:
        if (self.flow_id is None) == (self.organisation_id is None):
            raise wrong(
                "party",
                "one of flow_id and organisation_id is needed, not both",
                "flow_id of a declared flow, or organisation_id",
                field="flow_id" if self.flow_id is None else "organisation_id",
            )
        for field in ("site_id", "family", "quantity"):
            if self.flow_id is not None and getattr(self, field) is not None:
                raise wrong(
                    "party",
                    "a flow tells its own site, family and quantity",
                    "flow_id alone, or organisation_id with site_id, family and quantity",
                    field=field,
                )
        return self


class SynergyIn(RequestBody):
    """A synergy that people found. Two flows make its id: found again, it is the same one.

    ``found_by`` is by default what the caller is; only an animator or the operator may say
    another. ``pre_existing``: it ran before the approach, and is not counted as brought by it.
    ``title``: what it is, in a few words; only a substitution goes without. Name nobody in it: it
    is kept for ever.
    """

    kind: SynergyKind = "substitution"
    parties: Annotated[tuple[PartyIn, ...], Field(min_length=1, max_length=50)]
    found_by: FoundBy | None = None
    nature: Nature | None = None
    title: Text | None = None
    pre_existing: bool = False
    quantity: SynergyQuantityIn | None = None


class QualificationIn(RequestBody):
    """Nothing to say: the animator qualifies."""


class AnswerIn(RequestBody):
    """What a party answers. ``organisation_id``: who answers, where the caller acts for several.

    ``consent``: to be made known to the other once both are interested.
    """

    answer: Literal["interested", "refused", "already_done", "contract_until"]
    organisation_id: UUID | None = None
    consent: bool = False
    reason: RefusalReason | None = None
    contract_until: Day | None = None

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        if self.answer == "refused" and self.reason is None:
            raise wrong(
                "reason",
                "a refusal needs its reason",
                tr("one of {words}", words=_list(get_args(RefusalReason))),
                field="reason",
            )
        if (self.answer == "contract_until") != (self.contract_until is not None):
            raise wrong(
                "contract_until",
                "contract_until (the date) goes with the answer 'contract_until', and only with it",
                "the date the contract ends, or no such field",
                field="contract_until",
            )
        if self.reason is not None and self.answer not in ("refused", "contract_until"):
            raise wrong(
                "reason",
                "only a refusal has a reason",
                "no reason, or answer 'refused'",
                field="reason",
            )
        if self.consent and self.answer != "interested":
            raise wrong(
                "consent",
                "only who is interested consents",
                "false, or answer 'interested'",
                field="consent",
            )
        return self


class StateIn(RequestBody):
    """Where it stands now. ``running``: the ``quantity`` agreed, ``since``. ``stopped``: ``on``.

    ``reopen``: back to ``detected``, everybody to be asked anew.
    """

    state: Literal["studying", "running", "stopped", "reopen"]
    quantity: AgreedQuantityIn | None = None
    since: Day | None = None
    on: Day | None = None

    @model_validator(mode="after")
    def _goes_together(self) -> Self:
        for field, value, state in (
            ("quantity", self.quantity, "running"),
            ("since", self.since, "running"),
            ("on", self.on, "stopped"),
        ):
            if value is not None and self.state != state:
                raise wrong(
                    field,
                    tr("{field} goes with state {state} only", field=field, state=state),
                    tr("no {field}, or state {state}", field=field, state=state),
                    field=field,
                )
        return self


class NextActionIn(RequestBody):
    """Who does what by when; ``action`` null: nothing is planned any more."""

    action: ActionIn | None


class ActionIn(RequestBody):
    """``who``: ``offer``, ``need``, ``member``, ``animator``, ``operator`` or a client id. Name
    nobody in ``what``: it is kept for ever."""

    who: Annotated[str, StringConstraints(strict=True), AfterValidator(_who)]
    what: Text
    due: Day | None = None


class CarrierIn(RequestBody):
    """The carrier, or host, of a group: a declared offer; ``sharing_id`` null: nobody any more."""

    sharing_id: UUID | None


class ResultIn(RequestBody):
    """What a running synergy brought over a period (both days included).

    ``organisation_id``: to this party alone, of a group: a company reports for itself. Of a pair:
    the side that says it, where the caller acts for both.
    ``result_id`` replaces that result. ``eur`` and ``tco2e`` may be negative: of a pair, what both
    spare together, whichever side reports; of a group's member, its own. Each side of a pair may
    report the same period: alike, by two credentials, it counts as verified. ``verified``
    needs the ``document`` that shows it. ``baseline``: what was done before; left out, the former
    operation of what a pair offers (``D5``), where it is declared. ``claimed``: which share of it
    the approach claims, 0 to 1.
    """

    result_id: UUID | None = None
    organisation_id: UUID | None = None
    period_start: Day
    period_end: Day
    grade: Grade = "declared"
    quantity: AgreedQuantityIn | None = None
    eur: DecimalText | None = None
    jobs: Annotated[DecimalText, AfterValidator(_not_negative)] | None = None
    tco2e: DecimalText | None = None
    document: Text | None = None
    baseline: Text | None = None
    claimed: Annotated[DecimalText, AfterValidator(_a_share)] | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.period_end < self.period_start:
            raise wrong(
                "period",
                tr(
                    "period_end {period_end} is before period_start {period_start}",
                    period_end=self.period_end,
                    period_start=self.period_start,
                ),
                tr("period_end from {period_start} on", period_start=self.period_start),
                field="period_end",
            )
        if self.quantity is None and self.eur is None and self.jobs is None and self.tco2e is None:
            raise wrong("result", "it tells nothing", "one of quantity, eur, jobs, tco2e at least")
        return self


def _list(values: tuple[str, ...]) -> str:
    return ", ".join(values)


NextActionIn.model_rebuild()
