"""From request bodies to what they ask of a life: the opening of one, the commands to it."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final
from uuid import UUID

from boucle.catalogue.loading.loader import load_catalogue
from boucle.contract.events.matching import FoundBy, NextAction, Result, Side
from boucle.contract.views import SynergyView
from boucle.matching import declared, sites
from boucle.matching.api.requests import (
    AnswerIn,
    NextActionIn,
    PartyIn,
    ResultIn,
    StateIn,
    SynergyIn,
)
from boucle.matching.crowds.places import SiteLocation, places_of
from boucle.matching.kinds import KINDS
from boucle.matching.kinds.kind import natural_role
from boucle.matching.lives.commands import (
    Answer,
    Command,
    Opening,
    Plan,
    Reopen,
    Report,
    Run,
    Stop,
    Study,
)
from boucle.matching.queries.callers import Caller, ReportAuthor
from boucle.matching.queries.readable import Readable, readable
from boucle.platform.db import WriteSession
from boucle.platform.errors import Invalid, forbidden, invalid_field
from boucle.platform.identity import Principal
from boucle.platform.translating import tr

_FOUND_BY: Mapping[str, FoundBy] = {
    "company": "company",
    "tool": "tool",
    "animator": "animator",
    "operator": "animator",
}


async def opening_of(
    session: WriteSession, body: SynergyIn, caller: Caller, new_id: Callable[[], UUID]
) -> Opening:
    """What ``body`` opens. Raises 422 on what is not known, or not the caller's to read; 403 where
    no party is the caller's."""
    flows = [p.flow_id for p in body.parties if p.flow_id is not None]
    organisations = [p.organisation_id for p in body.parties if p.organisation_id is not None]
    known = await readable(
        session,
        caller,
        await declared.flows(session, flows),
        await places_of(session, organisations),
    )
    sides = tuple(
        _side(f"body.parties[{index}]", party, body, known)
        for index, party in enumerate(body.parties)
    )
    if not any(caller.owns(side.organisation_id, side.territory) for side in sides):
        raise forbidden("one of the parties at least must be yours, or of your territory")
    return Opening(
        synergy_id=KINDS[body.kind].id_of(sides) or new_id(),
        kind=body.kind,
        found_by=_found_by(body, caller),
        sides=sides,
        nature=body.nature or next((kept.flow.nature for kept in known.flows.values()), None),
        title=body.title,
        pre_existing=body.pre_existing,
        potential=body.quantity.to_quantity() if body.quantity else None,
    )


def _found_by(body: SynergyIn, caller: Caller) -> FoundBy:
    own = _FOUND_BY[caller.principal.role]
    said = body.found_by or own
    if said == "engine" or (caller.who == "party" and said != own):
        expected = repr(own) if caller.who == "party" else "who found it, among people"
        raise invalid_field("body.found_by", said, "not yours to say", expected)
    return said


def _side(field: str, party: PartyIn, body: SynergyIn, known: Readable) -> Side:
    if party.flow_id is not None:
        return _side_of_flow(field, party, party.flow_id, body, known)
    place = _place(field, party, known)
    if party.family is not None and party.family not in load_catalogue().family_index:
        raise invalid_field(
            f"{field}.family", party.family, "unknown family", "a family of the catalogue"
        )
    return Side(
        role=party.role or "member",
        organisation_id=place.organisation_id,
        territory=place.territory,
        site_id=place.site_id,
        family=party.family,
        division=place.division,
        quantity=party.quantity.to_quantity() if party.quantity else None,
    )


def _side_of_flow(
    field: str, party: PartyIn, flow_id: UUID, body: SynergyIn, known: Readable
) -> Side:
    kept = known.flows.get(flow_id)
    if kept is None or kept.withdrawn:
        raise _unknown(f"{field}.flow_id", flow_id, "flow")
    flow = kept.flow
    if flow.on_trial:
        raise invalid_field(
            f"{field}.flow_id",
            flow_id,
            "its organisation is not verified: its flows are on trial",
            "a flow of a verified organisation; the animator of its territory verifies it",
        )
    natural = natural_role(flow.direction)
    role = party.role or KINDS[body.kind].role_of_flow(flow.direction)
    if role not in (natural, "member"):
        raise invalid_field(
            f"{field}.role",
            role,
            tr("the flow is an {direction}", direction=flow.direction),
            tr("{natural}, or another flow", natural=natural),
        )
    return Side(
        role=role,
        organisation_id=flow.organisation_id,
        territory=flow.territory,
        site_id=flow.site_id,
        flow_id=flow.flow_id,
        family=flow.family,
        division=sites.division_of(flow),
        quantity=flow.quantity,
    )


def _place(field: str, party: PartyIn, known: Readable) -> SiteLocation:
    places = [one for one in known.places if one.organisation_id == party.organisation_id]
    if not places:
        raise _unknown(f"{field}.organisation_id", party.organisation_id, "site")
    if party.site_id is None:
        if len({place.territory for place in places}) > 1:
            raise invalid_field(
                f"{field}.site_id",
                None,
                "the organisation has sites in several territories",
                "the site_id of the site meant",
            )
        return places[0]
    for place in places:
        if place.site_id == party.site_id:
            return place
    raise invalid_field(
        f"{field}.site_id", party.site_id, "not a site of the organisation", "one of its sites"
    )


def _unknown(field: str, value: object, what: str) -> Invalid:
    return invalid_field(
        field,
        value,
        tr("no {what} is known here", what=what),
        "one declared at registry; what was declared just now takes a moment to arrive",
    )


# --- commands ------------------------------------------------------------------------------


_LONGEST_DAYS: Final = 30 * 366
"""Of a run recorded late: an assumption."""


def ensure_future(contract_until: date | None, now: datetime) -> None:
    """Raise 422 on a contract that has ended already."""
    if contract_until is not None and contract_until <= now.date():
        raise invalid_field(
            "body.contract_until", contract_until, "not in the future", "a day after today"
        )


def ensure_recent(view: SynergyView, since: date | None, now: datetime) -> None:
    """Raise 422 on a run that began so long ago that nobody can tell what it brought; what ran
    before the approach is not counted."""
    earliest = now.date() - timedelta(days=_LONGEST_DAYS)
    if since is not None and since < earliest and not view.pre_existing:
        expected = tr("{earliest} or later", earliest=earliest)
        raise invalid_field("body.since", since, "more than thirty years ago", expected)


def answer_of(body: AnswerIn, party: UUID, now: datetime) -> Answer:
    return Answer(
        organisation_id=party,
        given="consented" if body.consent else body.answer,
        at=now,
        reason=body.reason,
        contract_until=body.contract_until,
    )


def state_command_of(body: StateIn, now: datetime) -> Command:
    today, latest = now.astimezone(UTC).date(), _latest_day(now)
    for field, day in (("since", body.since), ("on", body.on)):
        if day is not None and day > latest:
            right = tr(
                "{latest} or before, said once it is so; a day to come is the `due` of "
                "`next-action`",
                latest=latest,
            )
            raise invalid_field(f"body.{field}", day, "in the future", right)
    match body.state:
        case "studying":
            return Study()
        case "running":
            agreed = body.quantity.to_quantity() if body.quantity else None
            return Run(agreed=agreed, since=body.since)
        case "stopped":
            return Stop(on=body.on or today)
        case "reopen":
            return Reopen()


def plan_of(body: NextActionIn) -> Plan:
    action = body.action
    if action is None:
        return Plan(None)
    return Plan(NextAction(who=action.who, what=action.what, due=action.due))


def report_of(
    body: ResultIn, of: ReportAuthor, by: Principal, now: datetime, result_id: UUID
) -> Report:
    """Raises 422 on a period that is not over."""
    verified = body.grade == "verified"
    latest = _latest_day(now)
    if body.period_end > latest:
        raise invalid_field(
            "body.period_end",
            body.period_end,
            "not over yet",
            tr("{latest} or before", latest=latest),
        )
    return Report(
        Result(
            result_id=result_id,
            period_start=body.period_start,
            period_end=body.period_end,
            grade=body.grade,
            quantity=body.quantity.to_quantity() if body.quantity else None,
            eur=body.eur,
            jobs=body.jobs,
            tco2e=body.tco2e,
            organisation_id=of.came_to,
            reported_by=of.said_by,
            document=body.document,
            verified_by=by.role if verified else None,
            verified_on=now.astimezone(UTC).date() if verified else None,
            baseline=body.baseline,
            claimed=body.claimed,
            credential=by.client_id,
        )
    )


def _latest_day(now: datetime) -> date:
    """The latest day that has begun anywhere: at one in the morning in France, or at noon in
    Nouvelle-Calédonie, today is not in the future."""
    return (now.astimezone(UTC) + timedelta(hours=14)).date()
