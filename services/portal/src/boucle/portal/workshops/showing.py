"""Turn what was said at a workshop, and what its companies declare, into what is printed. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from boucle.portal.companies.shapes import ShownFlow
from boucle.portal.labels import Labels
from boucle.portal.meetings.shapes import ShownMeeting
from boucle.portal.own_company.shapes import SharingLine
from boucle.portal.workshops.shapes import CapturedLead


@dataclass(frozen=True, slots=True)
class CompanyCard:
    """What a company has, and what it looks for, each once; no quantities."""

    organisation_id: str
    has: tuple[str, ...]
    seeks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayReport:
    """``came``: companies that did; None where nobody noted it. ``silent``: of those, who is in no
    lead. ``opened``: leads that became a synergy."""

    invited: int
    came: tuple[str, ...] | None
    silent: tuple[str, ...]
    by_kind: Mapping[str, Sequence[CapturedLead]]
    opened: int


def cards_of(
    companies: Iterable[str],
    flows: Sequence[ShownFlow],
    sharings: Sequence[SharingLine],
    labels: Labels,
    language: str,
) -> list[CompanyCard]:
    """Return a card for each, in their order."""
    has: dict[str, dict[str, None]] = {}
    seeks: dict[str, dict[str, None]] = {}
    for one in flows:
        side = has if one.direction == "output" else seeks
        side.setdefault(one.organisation_id, {})[_flow(one, labels)] = None
    for each in sharings:
        side = has if each.direction == "offer" else seeks
        side.setdefault(each.organisation_id, {})[_sharing(each, labels, language)] = None
    return [
        CompanyCard(id_, tuple(has.get(id_, ())), tuple(seeks.get(id_, ()))) for id_ in companies
    ]


def _flow(one: ShownFlow, labels: Labels) -> str:
    return (labels.of("family", one.family) if one.family else "") or one.text or ""


def _sharing(one: SharingLine, labels: Labels, language: str) -> str:
    label = one.label_en if language == "en" else one.label_fr
    return label or one.description or labels.of("sharing_kind", one.kind)


def report_of(meeting: ShownMeeting, leads: Sequence[CapturedLead]) -> DayReport:
    noted = [one for one in meeting.attendees if one.attended is not None]
    came = tuple(one.organisation_id for one in noted if one.attended and one.organisation_id)
    said = {party.organisation_id for lead in leads for party in lead.parties}
    by_kind: dict[str, list[CapturedLead]] = {}
    for lead in leads:
        by_kind.setdefault(lead.kind, []).append(lead)
    return DayReport(
        invited=len(meeting.attendees),
        came=came if noted else None,
        silent=tuple(id_ for id_ in came if id_ not in said),
        by_kind=by_kind,
        opened=sum(lead.synergy_id is not None for lead in leads),
    )


def opening(lead: CapturedLead, title: str) -> dict[str, Any]:
    """Return the synergy of a lead, as the API takes it."""
    return {
        "kind": lead.kind,
        "title": title,
        "found_by": "workshop",
        "parties": [
            {"organisation_id": one.organisation_id, "role": one.role} for one in lead.parties
        ],
    }
