"""From what somebody declares to a checked, classified draft; or every fault found in it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from boucle.catalogue import Catalogue
from boucle.catalogue.sharing import SharingCatalogue, Terms, settled_sharing
from boucle.contract.events.registry import Certainty
from boucle.contract.events.sharing import Hours, SharingDirection, SharingKind, Slot
from boucle.platform.errors import Fault, Faulty
from boucle.registry.declarations.at_site.as_sent import with_as_sent
from boucle.registry.declarations.sharings import posts, slots, times
from boucle.registry.declarations.sharings.figures import (
    cost_faults,
    read_choices,
    read_figures,
    read_unclassified,
    with_its_kind,
)
from boucle.registry.declarations.sharings.lanes import lane_faults
from boucle.registry.declarations.sharings.sharing import LaneEnd, SharingDraft
from boucle.registry.declarations.sharings.slots import DeclaredSlot
from boucle.registry.declarations.sharings.subjects import read_subject, terms_of
from boucle.registry.domain.values.measures import is_span


@dataclass(frozen=True, slots=True, kw_only=True)
class SentSharing:
    """What was sent, field by field right, not yet looked at as a whole."""

    kind: SharingKind
    direction: SharingDirection
    certainty: Certainty
    subject: str | None = None
    description: str | None = None
    figures: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    origin: LaneEnd | None = None
    destination: LaneEnd | None = None
    weekdays: tuple[int, ...] = ()
    hours: Hours | None = None
    slots: tuple[DeclaredSlot, ...] = ()
    months: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    cost: str | None = None
    contract_end: date | None = None
    notice_months: int | None = None
    provenance: str | None = None
    since: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read of it by the catalogue."""

    subject: str | None
    terms: Terms | None
    figures: dict[str, str]
    choices: dict[str, str]
    slots: tuple[Slot, ...]
    months: tuple[str, ...]


def drafted(declared: SentSharing, catalogue: Catalogue, sharing: SharingCatalogue) -> SharingDraft:
    """Check and classify. Raises Faulty with every fault that can be found at once."""
    faults: list[Fault] = []
    read = _read(declared, catalogue, sharing, faults)
    faults += lane_faults(declared.origin, declared.destination, read.terms)
    faults += times.faults_of(declared.kind, declared.weekdays, declared.hours)
    faults += posts.excluded_faults(declared.excluded)
    faults += times.end_faults(declared.since, declared.valid_until)
    faults += cost_faults(declared.cost)
    if faults:
        raise Faulty(*faults)
    draft = SharingDraft(
        kind=declared.kind,
        direction=declared.direction,
        subject=read.subject,
        certainty=_certainty(declared),
        description=declared.description,
        figures=read.figures,
        choices=read.choices,
        origin=declared.origin,
        destination=declared.destination,
        weekdays=declared.weekdays,
        hours=declared.hours,
        slots=read.slots,
        months=read.months,
        excluded=declared.excluded,
        cost=declared.cost,
        contract_end=declared.contract_end,
        notice_months=declared.notice_months,
        provenance=declared.provenance,
        since=declared.since,
        valid_until=declared.valid_until,
    )
    return with_as_sent(draft, declared)


def _certainty(declared: SentSharing) -> Certainty:
    """A span makes it estimated at best."""
    said = (*declared.figures.values(), *declared.months, *(one.amount for one in declared.slots))
    spans = declared.certainty == "measured" and any(map(is_span, said))
    return "estimated" if spans else declared.certainty


def _read(
    declared: SentSharing,
    catalogue: Catalogue,
    sharing: SharingCatalogue,
    faults: list[Fault],
) -> _Read:
    """What does not fit its subject is a fault; of no known subject, figures stay as they are."""
    given = declared.subject
    subject = (
        settled_sharing(declared.description, declared.kind)
        if given is None
        else read_subject(given, declared.kind, sharing, faults)
    )
    terms = terms_of(subject, declared.kind, declared.direction, sharing, faults)
    equipment = sharing.subjects.get(subject) if subject else None
    if terms is None:
        side = declared.kind, declared.direction
        figures = read_unclassified(declared.figures, *side, sharing, faults)
        choices = dict(declared.choices)
    else:
        figures = read_figures(declared.figures, terms, faults)
        choices = read_choices(declared.choices, terms, catalogue, faults)
        choices = with_its_kind(choices, subject, declared.description, terms)
    read = slots.read_slots(declared.kind, declared.slots, equipment, faults)
    months = posts.read_months(declared.kind, declared.months, faults)
    return _Read(subject, terms, figures, choices, read, months)
