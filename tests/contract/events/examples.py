"""One whole example of each payload: every field set, so that no rename goes unseen."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import msgspec

from boucle.contract.events import EVENTS, reasons
from boucle.contract.events import groups as g
from boucle.contract.events import matching as m
from boucle.contract.events import notifications as n
from boucle.contract.events import registry as r
from boucle.contract.events import sharing as s
from boucle.platform.events import Event, EventType, event_id
from boucle.platform.identity.revocation import Revocation


def uuid(number: int) -> UUID:
    return UUID(int=0x018F_0000_0000_7000_8000_0000_0000_0000 + number)


AT = datetime(2026, 3, 1, 8, 30, 15, 250000, tzinfo=UTC)
QUANTITY = r.Quantity("50000", "t")
SITE = r.SiteFacts(
    latitude=49.4431,
    longitude=1.0993,
    location_precision="commune",
    naf=r.ActivityCode("16.10A", "NAF rév. 2"),
    treatments=("R1", "R3"),
    networks=("heat", "steam"),
    network_km={"steam": 12.5},
)
FLOW = r.Flow(
    flow_id=uuid(1),
    organisation_id=uuid(2),
    site_id=uuid(3),
    territory="200023414",
    direction="output",
    nature="material",
    family="wood_class_b",
    catalogue_version="2026.1",
    quantity=QUANTITY,
    site=SITE,
    certainty="estimated",
    valid_from=date(2026, 1, 1),
    low="19 12 07",
    hazardous=True,
    form="chips",
    qualities={"moisture": r.QualityRange("15", "25", "%")},
    availability=r.Availability((1, 2, 3), date(2026, 1, 1), date(2027, 1, 1)),
    legal_status="waste",
    accepts=("product", "by_product"),
    current_route=r.CurrentRoute("R1", "30", date(2026, 12, 31)),
    current_supply=r.CurrentSupply("natural_gas", "45", date(2026, 12, 31)),
    duplicate_of=uuid(4),
    tools=("tyca",),
    on_trial=True,
    declared_by="tyca",
    families=(r.FamilyShare("wood_class_b", "0.6"), r.FamilyShare("wood_class_a", "0.3")),
)
TERRITORY = r.Territory(
    siren="200023414",
    kind="epci",
    parent="200053403",
    policy="auto",
    k=8,
    threshold=4000,
    auto_threshold=7000,
    least_share="0.01",
    least_gain={"substitution": "500"},
    weights={"distance": 3},
    limits={"distance_km": "80"},
    route_limits={"wood_to_panel": {"moisture": r.QualityRange(high="15")}},
    routes_off=("wood_to_panel",),
    requires_if_match=True,
    hold_letters=True,
    parameters={"pooling_margin": "0.05"},
)
ERASED_PERSON = r.ErasedPerson(
    person="5d" * 32,
    contacts=(uuid(5), uuid(6)),
    organisations=(uuid(2), uuid(7)),
    mentions=("a1" * 32,),
    without_contact=(uuid(2),),
)
CRITERION = reasons.Criterion(
    name="distance",
    verdict="partial",
    weight=3,
    points=6200,
    value="31.4",
    limit="80",
    unit="km",
    private=False,
)
AMOUNT = reasons.Amount("tCO2e/yr", "-12", "340", "wood_energy", "price")
SHARING = s.Sharing(
    sharing_id=uuid(12),
    organisation_id=uuid(2),
    site_id=uuid(3),
    territory="200023414",
    kind="service",
    direction="need",
    subject="freight",
    catalogue_version="2026.1",
    site=SITE,
    certainty="estimated",
    valid_from=date(2026, 1, 1),
    zone=s.Zone("ZA-12", 49.41, 1.05),
    figures={"tonnes": "12.5"},
    choices={"temperature": "ambient"},
    origin=s.Place(49.4431, 1.0993),
    destination=s.Place(48.8566, 2.3522),
    weekdays=(1, 3, 5),
    hours=(6, 14),
    slots=(s.Slot(1, 8, 18, "250"),),
    months=("0.5",) * 6 + ("0",) * 6,
    excluded=(uuid(5),),
    cost="48000",
    contract_end=date(2027, 6, 30),
    notice_months=3,
    source="INSEE, 2025",
    tools=("tyca",),
    on_trial=True,
    declared_by="tyca",
)
GROUP = g.Group(
    synergy_id=uuid(13),
    kind="pooling",
    subject="freight",
    anchor="zone:200023414/ZA-12",
    stream="ambient",
    state="at_risk",
    territory="200023414",
    members=(
        g.GroupMember(
            sharing_id=uuid(12),
            organisation_id=uuid(2),
            site_id=uuid(3),
            territory="200023414",
            role="carrier",
            division="16",
            amount="12.5",
            alone="48000",
            saving="7200",
            months=("0.5",) * 6 + ("0",) * 6,
            joins_on=date(2027, 7, 1),
            part=1,
        ),
    ),
    measure="load",
    value="0.84",
    threshold="0.8",
    unit="share",
    amount="31.5",
    figures={"eur": AMOUNT},
    criteria=(CRITERION,),
    missing=("carrier",),
    fragile=True,
    reasons=("member_left",),
    catalogue_version="2026.1",
    growth=g.Growth(uuid(14), (uuid(12),)),
)
OFFER = m.Side(
    *("offer", uuid(2), "200023414", uuid(3), uuid(1), "wood_class_b", "16", QUANTITY), uuid(12)
)
NEED = m.Side("need", uuid(5), "200084952", uuid(6), uuid(7), "wood_class_b", "17", QUANTITY)
LISTS = m.ListsChanged(
    partition=5,
    flows=uuid(1).bytes,
    offers=bytes([1]),
    sizes=(2,),
    partners=uuid(5).bytes + uuid(6).bytes,
    ranks=(17_151, 7150),
    quantities=(50_000_000_000, 12_000_000),
    what=bytes([1, 3]),
    lost_sizes=(1,),
    lost=uuid(7).bytes,
    causes=(uuid(11),),
)
LIFE = m.Life(
    synergy_id=uuid(8),
    kind="substitution",
    state="contract_until",
    found_by="workshop",
    parties=(
        m.Party(
            side=OFFER,
            standing="refused",
            reason="price",
            refused_value="30",
            answered_at=AT,
            introduced_at=AT,
            seen=6,
            shown=2,
            apart_from=(uuid(3),),
        ),
        m.Party(side=NEED, standing="already_done", contract_until=date(2027, 6, 30)),
    ),
    state_since=AT,
    opened_at=AT,
    qualified_at=AT,
    introduced_at=AT,
    reopened_at=AT,
    nature="material",
    route="wood_to_boiler",
    title="Broyat pour la chaudière",
    pre_existing=True,
    automatic=True,
    disclosed=True,
    at_risk=True,
    at_risk_since=date(2026, 8, 19),
    agreed=QUANTITY,
    running_since=date(2026, 4, 1),
    stopped_on=date(2026, 9, 1),
    lost_on=date(2026, 8, 20),
    contract_until=date(2027, 6, 30),
    next_action=m.NextAction("animator", "appeler", date(2026, 3, 15)),
    results=(
        m.Result(
            result_id=uuid(9),
            period_start=date(2026, 4, 1),
            period_end=date(2026, 6, 30),
            grade="declared",
            quantity=QUANTITY,
            eur="120000",
            jobs="1.5",
            tco2e="210",
            organisation_id=uuid(2),
            reported_by=uuid(2),
            document="bon de pesée 114",
            verified_by="animator",
            credential="anim",
            verified_on=date(2026, 7, 2),
            baseline="D5",
            claimed="0.5",
        ),
    ),
    potential=QUANTITY,
    tco2e=AMOUNT,
    eur=AMOUNT,
    score=7150,
    distance_km="31.4",
    criteria=(CRITERION,),
    previews=(
        m.Preview(
            organisation_id=uuid(2),
            others=(m.SidePreview("need", "wood_fuel", "35", QUANTITY),),
            crowd=12,
            quantity=QUANTITY,
            distance_band="30-60 km",
            score_band="good",
            criteria=(CRITERION,),
            tco2e=AMOUNT,
            eur=AMOUNT,
            companies=3,
            most=QUANTITY,
        ),
    ),
    asked_first=uuid(2),
    coarse_score=7000,
    seen_together=7,
    shown_together=1,
    group=GROUP,
    group_now=GROUP,
    risks=("contract_renewed",),
    carrier=m.Side(
        role="member",
        organisation_id=uuid(3),
        territory="200023414",
        site_id=uuid(5),
        division="49",
        sharing_id=uuid(21),
    ),
    grown_into=uuid(22),
    former_runs=(m.FormerRun(date(2026, 1, 1), date(2026, 3, 1), QUANTITY),),
    corrected_from=date(2026, 2, 1),
    months=(5, 6),
)
INTRODUCTION = n.Introduction(
    introduction_id=uuid(10),
    synergy_id=uuid(8),
    parties=(
        n.IntroductionParty(
            organisation_id=uuid(2),
            territory="200023414",
            sent_at=AT,
            answer="interested",
            consent=True,
            reason="timing",
            comment_given=True,
            contract_until=date(2027, 6, 30),
            answered_at=AT,
            first_answered_at=AT,
            disclosed_at=AT,
            seen=7,
            shown=3,
        ),
    ),
    answered_by=uuid(2),
)
MEETING = n.Meeting(
    meeting_id=uuid(11),
    territory="200023414",
    kind="workshop",
    starts_at=AT,
    ends_at=AT,
    synergy_ids=(uuid(8),),
    attendees=(
        n.Attendee(
            organisation_id=uuid(2),
            territory="200023414",
            invited_at=AT,
            answer="yes",
            attended=True,
            seen=7,
            shown=3,
        ),
    ),
    sequence=2,
    cancelled=True,
)
SITE_EVENT = r.Site(
    site_id=uuid(3),
    organisation_id=uuid(2),
    territory="200023414",
    facts=SITE,
    valid_from=date(2026, 1, 1),
    tools=("tyca",),
    on_trial=True,
)

# Payload -> (subject, example).
_EXAMPLES: dict[type[msgspec.Struct], tuple[str, msgspec.Struct]] = {
    r.Flow: (str(uuid(1)), FLOW),
    r.Site: (str(uuid(3)), SITE_EVENT),
    r.Territory: ("200023414", TERRITORY),
    r.ErasedPerson: ("5d" * 32, ERASED_PERSON),
    r.SignInAsked: (str(uuid(21)), r.SignInAsked(sign_in=uuid(21))),
    r.Establishments: (
        "492/7",
        r.Establishments(north=492, east=7, companies={"16.10": (123456782, 987654324)}),
    ),
    Revocation: (
        "tool-1f0c",
        Revocation(client_id="tool-1f0c", not_before=AT, reason="secret"),
    ),
    s.Sharing: (str(uuid(12)), SHARING),
    g.Group: (str(uuid(13)), GROUP),
    m.ListsChanged: ("5", LISTS),
    m.Life: (str(uuid(8)), LIFE),
    n.Introduction: (str(uuid(10)), INTRODUCTION),
    n.Meeting: (str(uuid(11)), MEETING),
}


def example(kind: EventType) -> Event[Any]:
    subject, data = _EXAMPLES[kind.payload]
    return Event(
        id=event_id(kind.source, kind.type, subject, 7),
        type=kind.type,
        source=kind.source,
        subject=subject,
        entity_version=7,
        time=AT,
        correlation_id=uuid(20),
        causation_id=uuid(21),
        data=data,
    )


def examples() -> list[Event[Any]]:
    return [example(kind) for kind in EVENTS]
