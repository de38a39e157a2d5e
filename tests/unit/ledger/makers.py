"""Bodies as the API answers them, for the tests."""

from __future__ import annotations

import uuid
from datetime import date
from fractions import Fraction
from typing import Any

from tests.reference.ledger.groups import Member
from tests.reference.ledger.places import Place
from tests.reference.ledger.recorded.declared import Flow, Organisation, Sharing, Site

Body = dict[str, Any]
TODAY = date(2026, 12, 1)
HOME = (49.0, 0.0)


def ident(name: str) -> str:
    """A stable id of a name."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, name))


def north(km: float, origin: tuple[float, float] = HOME) -> tuple[float, float]:
    """So many kilometres north."""
    return origin[0] + km / 111.195, origin[1]


def organisation(name: str, **more: Any) -> Body:
    body = {
        "organisation_id": ident(name),
        "name": name,
        "siren": None,
        "territory": "200010999",
        "state": "verified",
        "withdrawn_at": None,
    }
    return {**body, **more}


def site(name: str, place: tuple[float, float] = HOME, **more: Any) -> Body:
    body = {
        "site_id": ident(f"site {name}"),
        "organisation_id": ident(name),
        "latitude": place[0],
        "longitude": place[1],
        "location_precision": "address",
        "territory": "200010999",
        "naf": {"code": "10.51"},
        "networks": [],
        "withdrawn_at": None,
    }
    return {**body, **more}


def sharing(name: str, subject: str, kind: str = "service", **more: Any) -> Body:
    body: Body = {
        "sharing_id": ident(f"{subject} {name}"),
        "site_id": ident(f"site {name}"),
        "organisation_id": ident(name),
        "territory": "200010999",
        "kind": kind,
        "direction": "need",
        "subject": subject,
        "figures": {},
        "choices": {},
        "origin": None,
        "destination": None,
        "weekdays": [],
        "hours": None,
        "slots": [],
        "months": [],
        "excluded": [],
        "cost": None,
        "contract_end": None,
        "valid_from": "2026-01-01",
        "valid_until": None,
        "version": 1,
        "withdrawn_at": None,
    }
    return {**body, **more}


def flow(name: str, direction: str, family: str, value: str, unit: str, **more: Any) -> Body:
    body: Body = {
        "flow_id": ident(f"{family} {name}"),
        "site_id": ident(f"site {name}"),
        "organisation_id": ident(name),
        "territory": "200010999",
        "direction": direction,
        "nature": "energy",
        "family": family,
        "families": [],
        "quantity": {"value": value, "unit": unit},
        "availability": {"months": []},
        "certainty": "measured",
        "hazardous": False,
        "current_route": None,
        "current_supply": None,
        "legal_status": None,
        "duplicate_of": None,
        "version": 1,
        "withdrawn_at": None,
    }
    return {**body, **more}


def member(body: Body, place: tuple[float, float] = HOME, siren: str | None = None) -> Member:
    """A declaration at a place, of a verified company."""
    read = Sharing.read(body, {})
    company = Organisation(read.organisation, read.organisation, siren, "200010999", True, False)
    return Member(read, company, Place(*place))


def read_flow(body: Body) -> Flow:
    return Flow.read(body)


def read_site(body: Body) -> Site:
    return Site.read(body)


def entry(at: str, method: str, path: str, answer: Any = None, **more: Any) -> Body:
    """A call of the operator, accepted."""
    body = {
        "at": at,
        "by": "operator",
        "method": method,
        "path": path,
        "body": None,
        "status": 200,
        "answer": answer,
    }
    return {**body, **more}


def exactly(text: str) -> Fraction:
    return Fraction(text)
