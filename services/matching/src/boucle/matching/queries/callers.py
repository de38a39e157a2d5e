"""Identify callers, what they own, and in which role they act on a synergy."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import UUID

from boucle.contract.kinds import Form, form_of, members_of, places_of
from boucle.contract.masking import Viewer
from boucle.contract.views import SynergyView
from boucle.matching import sites
from boucle.matching.lives.kinds.group import NotViable
from boucle.matching.lives.transitions import Who
from boucle.matching.lives.use_cases import Actor
from boucle.matching.queries import groups_across, search
from boucle.matching.queries.found import FoundSynergy
from boucle.platform.db import Session
from boucle.platform.errors import Conflict, forbidden, invalid_field, not_found
from boucle.platform.identity import Principal
from boucle.platform.translating import tr


class NotQualified(Conflict):
    """A group of which the caller sees a part, and that nobody was asked about."""

    code = "not-qualified"

    def __init__(self) -> None:
        super().__init__(
            "companies of other territories would stand in this group: qualify it first"
        )


class StillMasked(Conflict):
    """Of companies that do not know each other yet: how much may be agreed tells what they
    declare."""

    code = "still-masked"

    def __init__(self) -> None:
        super().__init__(
            "its companies do not know each other yet: it can be studied or run once they have "
            "consented, or as who animates all their territories says"
        )


class ReportAuthor(NamedTuple):
    """Whose a result is (``came_to``; None: of all together), and the side of a pair that says
    it."""

    came_to: UUID | None = None
    said_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Caller:
    principal: Principal
    viewer: Viewer

    @property
    def who(self) -> Who:
        """Return the acting role; the operator acts as an animator. Raises 403 for a service, which
        only reads."""
        match self.principal.role:
            case "company" | "tool":
                return "party"
            case "animator" | "operator":
                return "animator"
            case "service":
                raise forbidden("a service reads; people, tools and events act")

    @property
    def actor(self) -> Actor:
        return Actor(self.who, self.principal.client_id)

    def only_animators(self, what: str) -> None:
        if self.who != "animator":
            raise forbidden(tr("{what} is for an animator of one of its territories", what=what))

    def only_for_group(self, view: SynergyView, what: str) -> None:
        """Check who may act for a group: the animator of its place's territory, or of all its
        members'."""
        own = self.viewer.territories
        if self.viewer.everything or not own.isdisjoint(places_of(view)):
            return
        if not own.issuperset(one.territory for one in members_of(view) if one.territory):
            raise forbidden(
                tr(
                    "{what} is for the animator of its place's territory, or of all its members'",
                    what=what,
                )
            )

    def only_unmasked(self, found: FoundSynergy) -> None:
        """Raises StillMasked."""
        if found.copied is None and found.masked_for(self.viewer).masked:
            raise StillMasked

    def reports_for(self, view: SynergyView, requested: UUID | None) -> ReportAuthor:
        """Return whose a result is, and which side of a pair says it. In a group each company
        reports for itself, elsewhere nobody is named. Raises 422."""
        return _REPORTS[form_of(view)](self, view, requested)

    def owns(self, organisation_id: UUID | None, territory: str | None) -> bool:
        return (
            self.viewer.everything
            or organisation_id in self.viewer.organisations
            or territory in self.viewer.territories
        )

    def party_of(self, view: SynergyView, requested: UUID | None) -> UUID:
        """Return the party that the caller speaks for; ``asked`` must be one of its own. An
        animator must name one. Raises 422 naming what would be right."""
        own = {
            side.organisation_id
            for side in view.sides
            if side.organisation_id is not None and self.owns(side.organisation_id, side.territory)
        }
        if requested is None and len(own) == 1 and self.who == "party":
            return next(iter(own))
        if requested is not None and requested in own:
            return requested
        raise invalid_field(
            "body.organisation_id",
            requested,
            "not a party that you may answer for",
            tr("one of {words}", words=", ".join(sorted(map(str, own)))),
        )


async def caller_of(session: Session, principal: Principal) -> Caller:
    """Return the caller with what it owns; a tool's grants are looked up."""
    granted: frozenset[UUID] = frozenset()
    if principal.role == "tool":
        granted = await sites.granted_to(session, principal.client_id)
    return Caller(principal, Viewer.of(principal, granted))


async def found_for(session: Session, caller: Caller, synergy_id: UUID) -> FoundSynergy:
    """Return the synergy if the caller may see it; else raise the 404 of a missing one."""
    found = await search.one(session, synergy_id, caller.viewer)
    if found is None or not search.sees(caller.viewer, found):
        raise not_found("synergy", synergy_id)
    return found


async def acted_on_as(
    session: Session, caller: Caller, found: FoundSynergy, *, qualifies: bool = False
) -> UUID:
    """Return the id under which a synergy is acted on. A group of which the caller sees a part is
    qualified first: by a plan for it that nobody hears of, it would be asked whether there is one.
    Raises NotAsShown, NotQualified."""
    copied = found.copied
    if copied is None:
        return found.synergy_id
    members = (one.territory for one in copied.group.members)
    whole = caller.viewer.territories.issuperset(members)
    if not whole and not qualifies:
        raise NotQualified
    if whole and found.life is not None:
        return found.synergy_id
    return await groups_across.exact_id(session, caller.viewer, copied)


@contextmanager
def as_shown(found: FoundSynergy) -> Iterator[None]:
    """Refuse alike a group that is none, and one that does not carry itself, if it was found by
    copies. Raises NotAsShown."""
    try:
        yield
    except NotViable:
        if found.copied is None:
            raise
        raise groups_across.NotAsShown from None


def knows_actor(caller: Caller, actor: str, *, masked: bool) -> bool:
    """Tell whether the caller may know who took a step (``who:principal``). While a side is
    ``masked`` for him a party's id would tell that several are one."""
    who, _, principal = actor.partition(":")
    trusted = caller.principal.role in ("animator", "operator", "service")
    return (trusted and not (masked and who == "party")) or principal == caller.principal.client_id


def _reports_for_both(caller: Caller, view: SynergyView, requested: UUID | None) -> ReportAuthor:
    """Who acts for one side says it as this side; who acts for both says it once, or names the
    side."""
    if requested is not None and caller.who == "party":
        return ReportAuthor(said_by=caller.party_of(view, requested))
    if requested is not None:
        raise invalid_field(
            "body.organisation_id", requested, "a result of both parties", "no organisation_id"
        )
    own = {one.organisation_id for one in view.sides if one.organisation_id is not None}
    own &= caller.viewer.organisations
    return ReportAuthor(
        said_by=next(iter(own)) if len(own) == 1 and caller.who == "party" else None
    )


def _reports_for_itself(caller: Caller, view: SynergyView, requested: UUID | None) -> ReportAuthor:
    if requested is None and caller.who == "animator":
        return ReportAuthor()
    return ReportAuthor(came_to=caller.party_of(view, requested))


_REPORTS: Final[Mapping[Form, Callable[[Caller, SynergyView, UUID | None], ReportAuthor]]] = {
    Form.PAIR: _reports_for_both,
    Form.GROUP: _reports_for_itself,
}
