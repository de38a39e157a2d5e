"""Groups as matching would publish them: lives of several companies, and what registry knows of
what each declared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec

from boucle.contract.events.groups import Group, GroupMember, GroupRole, Growth, RiskReason
from boucle.contract.events.matching import Life, Party, Preview, Side, Standing, State
from boucle.contract.events.reasons import Amount, SynergyKind
from boucle.contract.kinds.members import at_least

CAUX: Final = "200010700"
START: Final = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class KindOfGroup:
    """One kind of group: what each member declared (as registry's directory answers it), what each
    saves of what it pays alone, EUR a year, how much each brings. ``roles``: users where fewer."""

    kind: SynergyKind
    subject: str
    unit: str
    declared: tuple[Mapping[str, Any], ...]
    saving: tuple[str | None, ...]
    alone: tuple[str | None, ...]
    amounts: tuple[str | None, ...]
    shown: tuple[tuple[str, str] | None, ...]
    roles: tuple[GroupRole, ...] = ()
    measure: str = "saving"
    figures: Mapping[str, Amount] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.declared)


def _needs(subject: str, *some: Mapping[str, Any], kind: str = "service") -> tuple[Any, ...]:
    blank: dict[str, Any] = {
        "kind": kind,
        "direction": "need",
        "subject": subject,
        "text": None,
        "figures": {},
        "choices": {},
        "months": [],
        "cost": None,
        "contract_end": None,
    }
    return tuple({**blank, **one} for one in some)


def _waste(tonnes: str, text: str | None = None) -> Mapping[str, Any]:
    choices = {"low": "15 01 01", "container": "bin"}
    return {"figures": {"tonnes": tonnes}, "choices": choices, "text": text}


_HALF_A_YEAR: Final = ("1", "1", "1", "0", "0", "0", "0", "0", "0", "1", "1", "1")
_OTHER_HALF: Final = ("0", "0", "0", "1", "1", "1", "1", "1", "1", "0", "0", "0")

KINDS: Final[Mapping[str, KindOfGroup]] = {
    "waste": KindOfGroup(
        kind="pooling",
        subject="waste_collection",
        unit="t",
        declared=_needs(
            "waste_collection",
            _waste("24", "Cartons d'emballage, à plat"),
            _waste("11.5"),
            _waste("8"),
            _waste("17"),
            _waste("6.2"),
        ),
        saving=("820", "410", "300", "590", "240"),
        alone=("3100", "1500", "1180", "2200", "900"),
        amounts=("24", "11.5", "8", "17", "6.2"),
        shown=(("700", "900"), ("300", "500"), ("200", "400"), ("500", "700"), ("100", "300")),
    ),
    "freight": KindOfGroup(
        kind="pooling",
        subject="freight",
        unit="t",
        declared=_needs(
            "freight",
            {
                "figures": {"tonnes": "4", "trips": "2", "load": "0.5"},
                "choices": {"temperature": "chilled"},
                "text": "Livraisons Paris mardi et jeudi",
            },
            {
                "figures": {"tonnes": "3.6", "trips": "2", "load": "0.48"},
                "choices": {"temperature": "chilled"},
            },
        ),
        saving=("9400", "8700"),
        alone=("20800", "19300"),
        amounts=("208", "187"),
        shown=(("8000", "11000"), None),
    ),
    "equipment": KindOfGroup(
        kind="sharing",
        subject="steam",
        unit="kW",
        declared=_needs(
            "steam",
            {"direction": "offer", "text": "Chaudière biomasse, arrêtée l'été"},
            {"figures": {"stand_alone": "52"}},
            {},
            kind="equipment",
        ),
        saving=("31000", "18000", "12500"),
        alone=("0", "64000", "40000"),
        amounts=("2400", "900", "600"),
        shown=(("20000", "40000"), ("10000", "20000"), None),
        roles=("owner",),
    ),
    "post": KindOfGroup(
        kind="sharing",
        subject="H2502",
        unit="FTE",
        declared=_needs(
            "H2502",
            {"months": list(_HALF_A_YEAR), "text": "Ingénieur procédés, campagne d'hiver"},
            {"months": list(_OTHER_HALF)},
            kind="workforce",
        ),
        saving=(None, None),
        alone=(None, None),
        amounts=("0.5", "0.5"),
        shown=(None, None),
    ),
    "rainwater": KindOfGroup(
        kind="pooling",
        subject="rainwater",
        unit="m3",
        declared=_needs(
            "rainwater",
            {"direction": "offer", "figures": {"roof": "4200"}},
            {"figures": {"water": "6"}, "choices": {"use": "vehicle_washing"}},
        ),
        saving=("900", "1100"),
        alone=("0", "5200"),
        amounts=("1500", "1500"),
        shown=(("-200", "900"), ("500", "1500")),
    ),
    "childcare": KindOfGroup(
        kind="pooling",
        subject="childcare",
        unit="1",
        declared=_needs(
            "childcare",
            {"figures": {"places": "6"}},
            {"figures": {"places": "1"}},
            {"figures": {"places": "4"}},
            {"figures": {"places": "5"}},
        ),
        saving=(None,) * 4,
        alone=(None,) * 4,
        amounts=("6", "1", "4", "5"),
        shown=(None,) * 4,
        measure="places",
    ),
}


@dataclass(frozen=True)
class MadeGroup:
    """``own``: what registry's directory answers of each declaration."""

    life: Life
    own: Mapping[UUID, dict[str, Any]]


def a_group(
    name: str,
    companies: Sequence[UUID],
    *,
    territories: Sequence[str] = (),
    sites: Sequence[tuple[str, str | None]] = (),
    now: datetime = START,
) -> MadeGroup:
    """The group ``name`` of these companies, just qualified by an animator; more than it has
    declare what its first ones do. ``territories``: of each, if not all of one; ``sites``: name and
    commune of each one's."""
    made = KINDS[name]
    where = territories or [CAUX for _company in companies]
    ids = [uuid5(company, f"sharing/{name}") for company in companies]
    members = tuple(
        GroupMember(
            sharing_id=ids[rank],
            organisation_id=company,
            site_id=uuid5(company, "site"),
            territory=where[rank],
            role=made.roles[rank] if rank < len(made.roles) else "user",
            amount=made.amounts[rank % len(made)],
            alone=made.alone[rank % len(made)],
            saving=made.saving[rank % len(made)],
        )
        for rank, company in enumerate(companies)
    )
    group = Group(
        synergy_id=uuid5(NAMESPACE_URL, f"{name}/{sorted(map(str, ids))}"),
        kind=made.kind,
        subject=made.subject,
        anchor="cell:100/200",
        stream="",
        state="viable",
        territory=where[0],
        members=members,
        measure=made.measure,
        value="28",
        threshold="10",
        unit=made.unit,
        figures=dict(made.figures),
    )
    life = Life(
        synergy_id=group.synergy_id,
        kind=made.kind,
        state="qualified",
        found_by="engine",
        parties=tuple(Party(side=_side(one)) for one in members),
        state_since=now,
        opened_at=now,
        qualified_at=now,
        group=group,
        previews=tuple(
            _preview(one, made.shown[rank % len(made)], len(members) - 1)
            for rank, one in enumerate(members)
        ),
    )
    places = sites or [(f"Site {rank}", None) for rank in range(len(companies))]
    own = {
        id_: {**made.declared[rank % len(made)], "site": site, "commune": commune}
        for rank, (id_, (site, commune)) in enumerate(zip(ids, places, strict=True))
    }
    return MadeGroup(life, own)


def _preview(member: GroupMember, ends: tuple[str, str] | None, others: int) -> Preview:
    return Preview(
        organisation_id=member.organisation_id,
        others=(),
        eur=Amount("EUR", ends[0], ends[1]) if ends else None,
        companies=at_least(others),
    )


def _side(member: GroupMember) -> Side:
    return Side(
        role="member",
        organisation_id=member.organisation_id,
        territory=member.territory,
        site_id=member.site_id,
        sharing_id=member.sharing_id,
    )


def with_standings(life: Life, *standings: Standing, at: datetime = START) -> Life:
    """After its members answered so: those that refuse leave, the others go on."""
    parties = tuple(
        msgspec.structs.replace(party, standing=one, answered_at=at if one != "pending" else None)
        for party, one in zip(life.parties, standings, strict=True)
    )
    stay = [
        party.standing for party in parties if party.standing not in ("refused", "already_done")
    ]
    disclosed = len(stay) > 1 and {*stay} == {"consented"}
    return msgspec.structs.replace(
        life, parties=parties, disclosed=disclosed, state=_state(stay, disclosed=disclosed)
    )


def all_say(life: Life, *standings: Standing) -> Life:
    """The last of ``standings`` for all that it does not reach: first those that say otherwise."""
    *first, last = standings
    return with_standings(life, *first, *[last for _one in life.parties[len(first) :]])


def _state(stay: Sequence[Standing], *, disclosed: bool) -> State:
    if len(stay) < 2:
        return "refused"
    if disclosed:
        return "consented"
    return "interested" if "pending" not in stay else "introduced"


def at_risk(life: Life, *risks: RiskReason) -> Life:
    return msgspec.structs.replace(life, at_risk=True, risks=risks)


def growing(made: MadeGroup) -> MadeGroup:
    """All but the last of them run together, and the last would join."""
    group = made.life.group
    if group is None or group.members[-1].sharing_id is None:
        raise ValueError("it has nobody to join")
    growth = Growth(uuid5(group.synergy_id, "before"), (group.members[-1].sharing_id,))
    group = msgspec.structs.replace(group, growth=growth)
    return MadeGroup(msgspec.structs.replace(made.life, group=group), made.own)


def lost(life: Life, *risks: RiskReason) -> Life:
    return msgspec.structs.replace(life, state="stopped", at_risk=False, risks=risks)
