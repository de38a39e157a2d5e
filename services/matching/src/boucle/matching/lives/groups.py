"""The life of a group of several companies, where it differs from that of a pair. Pure.

Each member answers for itself. Who refuses leaves; the others go on while enough of them stay, and
while the engine, which weighs the group without those who left, finds that it carries itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace as with_value
from datetime import date, datetime
from typing import Final
from uuid import UUID

from msgspec.structs import replace

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.agreed import QUANTITIES
from boucle.contract.events.groups import Group, GroupMember, GroupState
from boucle.contract.events.matching import Life, Party, Side, State
from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Quantity
from boucle.contract.kinds import Form, form_of, the_group
from boucle.contract.kinds.members import LEFT, leavers, organisations, staying, weighed_group
from boucle.contract.views import SynergyView, view_of
from boucle.matching.kinds import KINDS
from boucle.matching.kinds.detector import Declaration, id_of
from boucle.matching.lives.commands import (
    Answer,
    Join,
    Leave,
    Lose,
    NotAParty,
    Weigh,
)
from boucle.matching.lives.transitions import ACTED_ON
from boucle.platform.errors import Conflict

_AT_RISK_IN: Final[Mapping[Form, frozenset[State]]] = {
    Form.PAIR: frozenset({"running"}),
    Form.GROUP: ACTED_ON | {"running"},
}


_COUNTED: Final = ("fte", "meals", "places", "hours", "staff")
"""Figures that are what the members of a group take together."""
_ENDANGERED: Final[frozenset[GroupState]] = frozenset({"at_risk", "lost"})


def life_of_group(group: Group, now: datetime) -> Life:
    """The life that a group found by the engine starts with. Its carrier is no party: the animator
    names it."""
    life = Life(
        synergy_id=group.synergy_id,
        kind=group.kind,
        state="detected",
        found_by="engine",
        parties=(),
        state_since=now,
        opened_at=now,
    )
    return with_group(life, group)


def with_group(life: Life, group: Group) -> Life:
    """The life on the group as it is found now: its id says that the members are the same."""
    parties = tuple(
        Party(side=side_of(one, one.division)) for one in group.members if one.role != "carrier"
    )
    known = {party.side.sharing_id: party for party in life.parties}
    return replace(
        life,
        parties=tuple(
            replace(known.get(one.side.sharing_id, one), side=one.side) for one in parties
        ),
        group=group,
        group_now=None,
        tco2e=group.figures.get("tco2e"),
        eur=group.figures.get("eur"),
        criteria=group.criteria,
        risks=(),
    )


def side_of(member: GroupMember | Declaration, division: str | None) -> Side:
    """Its ``sharing_id`` is that of the declaration, a flow's too."""
    return Side(
        role="member",
        organisation_id=member.organisation_id,
        territory=member.territory,
        site_id=member.site_id,
        division=division,
        sharing_id=member.sharing_id if isinstance(member, GroupMember) else id_of(member),
    )


def view_of_found(group: Group, at: datetime, life: Life | None = None) -> SynergyView:
    """The whole view of a group as it is found now (``at``), and of the life that nobody acts on,
    if it has one."""
    if life is not None:
        return view_of(with_group(life, group))
    return replace(view_of(life_of_group(group, at)), state_since=None)


class WentOn(Conflict):
    """Who left a group answers again, and those who stayed know each other by now."""

    code = "went-on"

    def __init__(self) -> None:
        super().__init__(
            "the others went on without it: once the group is reopened, all are asked again"
        )


# --- what decisions ask ----------------------------------------------------------------------


_LEAST: Final[Mapping[Form, Callable[[Life], int]]] = {
    Form.PAIR: lambda life: len(organisations(life.parties)),
    Form.GROUP: lambda life: KINDS[life.kind].least_parties,
}
"""How many companies must stay: of a pair, all."""


def goes_on(life: Life) -> bool:
    """Whether enough companies did not refuse."""
    stay = organisations(party for party in life.parties if party.standing not in LEFT)
    return len(stay) >= _LEAST[form_of(life)](life)


def ended_at(life: Life) -> datetime | None:
    """When the one left with whom too few stayed: of the answers, whatever order they came in."""
    least = _LEAST[form_of(life)](life)
    turned = sorted(
        (party for party in life.parties if party.standing in LEFT and party.answered_at),
        key=lambda party: party.answered_at or life.opened_at,
    )
    for count, party in enumerate(turned, 1):
        if len(organisations(one for one in life.parties if one not in turned[:count])) < least:
            return party.answered_at
    return None


def ensure_not_left_behind(life: Life, given: Answer) -> None:
    """Raises WentOn: to wait for it again would hide the others from each other."""
    stay = organisations(staying(life))
    if life.disclosed and given.organisation_id not in stay:
        raise WentOn


def is_at_risk(life: Life, state: State) -> bool:
    return life.at_risk and state in _AT_RISK_IN[form_of(life)]


# --- effects -------------------------------------------------------------------------------


def weighed(life: Life, command: Weigh | Lose, now: datetime) -> Life:
    """Whose declaration is gone from the group has left it. Figures and criteria are those of who
    stays: beside those of before, they would tell what who left had. One that runs and is lost is
    at risk: people end it."""
    group = command.group
    lost = isinstance(command, Lose)  # nobody left: all of it is over
    there = {one.sharing_id for one in group.members}
    gone = set() if lost else {party.side.sharing_id for party in staying(life)} - there
    return replace(
        life,
        parties=tuple(
            replace(party, standing="refused", reason=None, answered_at=_after(party, now))
            if party.side.sharing_id in gone
            else party
            for party in life.parties
        ),
        group_now=group,
        tco2e=group.figures.get("tco2e"),
        eur=group.figures.get("eur"),
        criteria=group.criteria,
        lost_on=_lost_on(life, group, now),
        at_risk=group.state in _ENDANGERED,
        risks=group.reasons,
        stopped_on=now.date() if lost else life.stopped_on,
    )


def _lost_on(life: Life, group: Group, now: datetime) -> date | None:
    """Return since when a group that runs is lost."""
    if life.state != "running" or group.state != "lost":
        return None
    return life.lost_on or now.date()


_POSSIBLE: Final[Mapping[Form, Callable[[Life], Quantity | None]]] = {
    Form.PAIR: lambda life: life.potential,
    Form.GROUP: lambda life: quantity_of(weighed_group(life)),
}


def possible_now(life: Life) -> Quantity | None:
    """Return the possible quantity as a run is told: the agreed one is a part of it."""
    return _POSSIBLE[form_of(life)](life)


def quantity_of(group: Group) -> Quantity | None:
    """Return what its members declare, in tonnes, m3 or MWh where it has that, else in its own
    unit."""
    amounts = (group.figures.get(key) for key in QUANTITIES)
    known = (one for one in amounts if one is not None and one.high is not None)
    found = next((Quantity(one.high or "", one.unit) for one in known), None)
    own = own_unit(group.subject, group.figures)
    if found is not None or own is None or group.amount is None:
        return found
    return Quantity(group.amount, own)


def own_unit(subject: str, figures: Mapping[str, Amount]) -> str | None:
    """Return the unit of what its members take, where that is no tonnes, m3 or MWh: of equipment,
    what is taken at once."""
    counted = next((figures[key].unit for key in _COUNTED if key in figures), None)
    known = sharing_catalogue().subjects.get(subject)
    return counted or (None if known is None else known.unit)


def joined(life: Life, command: Join, now: datetime) -> Life:
    """Members whom most others outvoted stay: they refused newcomers, not the group. They and the
    newcomers do not learn who the others are."""
    growth = the_group(life).growth
    newcomers = () if growth is None else growth.newcomers
    joining = organisations(one for one in staying(life) if one.side.sharing_id in newcomers)
    refusing = organisations(one for one in leavers(life) if one.side.sharing_id not in newcomers)

    def member(party: Party) -> Party:
        own = party.side.organisation_id
        refused = refusing if own in joining else joining if own in refusing else ()
        apart = tuple(sorted({*command.apart_from.get(own, ()), *refused}))
        if party.side.sharing_id in newcomers or party.standing == "consented":
            return replace(party, apart_from=apart)
        return Party(
            side=party.side,
            standing="consented",
            answered_at=_after(party, now),
            introduced_at=party.introduced_at,
            seen=party.seen,
            shown=party.shown,
            apart_from=apart,
        )

    return replace(
        life,
        parties=tuple(map(member, life.parties)),
        agreed=command.agreed,
        potential=possible_now(life),
        running_since=command.since,
        carrier=command.carrier,
    )


def _after(party: Party, now: datetime) -> datetime:
    return now if party.answered_at is None else max(now, party.answered_at)


def without(life: Life, command: Leave) -> Life:
    """Raises NotAParty."""
    if not any(party.side.organisation_id == command.organisation_id for party in staying(life)):
        raise NotAParty(command.organisation_id)
    return replace(
        life,
        parties=tuple(
            replace(
                party,
                standing="refused",
                reason=command.reason,
                refused_value=command.refused_value,
                answered_at=_after(party, command.at),
            )
            if party.side.organisation_id == command.organisation_id
            else party
            for party in life.parties
        ),
    )


def of_version(life: Life, given: Answer, versions: Mapping[UUID, int]) -> Answer:
    """What a member of a group answers; a refusal stays with the version of its declaration, or
    with those of several, by commas. ``versions``: of the members' declarations."""
    if given.given not in ("refused", "already_done", "contract_until"):
        return given
    own = (p.side for p in life.parties if p.side.organisation_id == given.organisation_id)
    refused = sorted({versions.get(side.sharing_id, 0) for side in own if side.sharing_id})
    return with_value(given, refused_value=",".join(map(str, refused)) or "0")
