"""Decide whom an organiser invites, and in the name of which territory. Pure.

An invitation tells where it comes from: a company whose partner is masked must not learn it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from boucle.contract.events.matching import Life, Party
from boucle.contract.kinds.members import staying
from boucle.notifications.mails import plan
from boucle.notifications.meetings.decisions import Invitee, MeetingRecord
from boucle.platform.errors import Fault, invalid
from boucle.platform.identity.principal import Principal


def may_invite(principal: Principal, life: Life) -> bool:
    own = {party.side.territory for party in life.parties} & principal.territories
    return principal.role == "operator" or bool(own)


def invitees(
    principal: Principal, lives: Collection[Life], extra: Mapping[UUID, str]
) -> tuple[Invitee, ...]:
    """Return the parties of these synergies that the organiser may invite, then those added (with
    their territory), each once."""
    parties = {
        party.side.organisation_id: party.side.territory
        for life in lives
        for party in _to_invite(principal, life)
    }
    besides = {one: at for one, at in extra.items() if one not in parties}
    return tuple(Invitee(one, at) for one, at in (*parties.items(), *besides.items()))


def _to_invite(principal: Principal, life: Life) -> Iterator[Party]:
    """Return who stays and may be invited: by an animator, companies of its territories, and others
    once they know one of these by name."""
    for party in staying(life):
        known = known_territories(life, party.side.organisation_id)
        if principal.role == "operator" or {party.side.territory, *known} & principal.territories:
            yield party


def known_territories(life: Life, company: UUID) -> frozenset[str]:
    """Return where the companies are whose names this one knows."""
    named = plan.named_to(life, company)
    sides = (party.side for party in life.parties)
    return frozenset(side.territory for side in sides if side.organisation_id in named)


def inviting_territory(meeting: MeetingRecord, company: UUID, lives: Iterable[Life]) -> str:
    """Return in whose name a company is invited: the meeting's territory, or its own where it does
    not know by name whom it would meet from there."""
    about = [life for life in lives if company in plan.companies(life)]
    known = frozenset[str]().union(*(known_territories(life, company) for life in about))
    if not about or meeting.territory in known:
        return meeting.territory
    return meeting.invitee(company).territory


def invited_by_name(
    principal: Principal,
    wanted: Sequence[UUID],
    known: Mapping[UUID, Collection[str]],
    territory: str,
    field: str = "body.organisations",
) -> dict[UUID, str]:
    """Return whom the organiser may invite by name, each with its territory of invitation.
    ``known`` are the territories of existing companies; an animator invites companies of its own
    only, and learns nothing of others. ``territory`` is the meeting's, ``field`` where they are.
    Raise Invalid."""
    found: dict[UUID, str] = {}
    errors = []
    for rank, organisation in enumerate(wanted):
        own = set(known.get(organisation, ()))
        if principal.role != "operator":
            own &= principal.territories
        if own:
            found[organisation] = territory if territory in own else min(own)
        else:
            errors.append(
                Fault(
                    f"{field}[{rank}]",
                    str(organisation),
                    "no such organisation that you may invite",
                    "an organisation with a site in a territory of yours",
                )
            )
    if errors:
        raise invalid(errors)
    return found
