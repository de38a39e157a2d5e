"""Return what the register has on one organisation, for readers with the right to it."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from pydantic import Field

from boucle.contract.masking import Viewer, mask_synergy
from boucle.contract.rounding import hour_of
from boucle.contract.views import SideView, SynergyView
from boucle.matching import sites
from boucle.matching.disclosures import store
from boucle.matching.disclosures.chain import Disclosure, Link
from boucle.matching.lives import store as lives
from boucle.matching.queries.callers import Caller, knows_actor
from boucle.matching.queries.parts import ResponseModel
from boucle.platform.db import ReadSession
from boucle.platform.errors import not_found
from boucle.platform.paging import PageRequest


class KnowingOut(ResponseModel):
    """One of the two companies. ``organisation_id`` is null where it is not yours to know now;
    ``territory`` then too, but to animators."""

    organisation_id: UUID | None
    territory: str | None


class DisclosureOut(ResponseModel):
    """One company (``to``) came to know of another (``of``).

    ``kind``: `introduced` (what it was shown of the other's flow, no name),
    `identity` (name, site, contacts, exact figures), `carrier` (name and site of the declared offer
    that the animator named for a group) or `declared_by_one_tool` (a tool that acts for
    both was shown the pair, of which it had declared both flows: the tool, not the company).
    ``right``: `introduction`, `consent`, `animator`, `tool`, or `before the register`. ``by``: in
    which quality it was done; ``actor``: who, if yours to know.
    ``hash``: keep it with ``number``: a register that was rewritten since has another one there.
    ``number`` is of this organisation's lines: those of others would count what they do.
    """

    number: int
    hash: str = Field(description="SHA-256, in hex.")
    at: datetime
    kind: str
    right: str
    to: KnowingOut
    of: KnowingOut
    synergy_id: UUID
    version: int | None = Field(
        description="The step of the synergy's life, 0: none; null to companies and tools, whose "
        "versions count what they may see."
    )
    by: str
    actor: str | None


async def links_for(
    session: ReadSession, caller: Caller, organisation: UUID, page: PageRequest, after: int
) -> list[Link]:
    """Return up to ``limit + 1`` links that are to or of the organisation, without the first
    ``after``. Raises NotFound if the caller may not read about it."""
    viewer = caller.viewer
    territories = await sites.territories_of(session, organisation)
    if organisation not in viewer.organisations and not (
        territories if viewer.everything else territories & viewer.territories
    ):
        raise not_found("organisation", organisation)
    return await store.of_organisation(session, organisation, after, page.limit + 1)


async def shown(
    session: ReadSession, caller: Caller, organisation: UUID, links: list[Link], after: int
) -> list[DisclosureOut]:
    """Return links of synergies that the caller may see, with parties as he may see them now.
    ``after``: how many of the organisation's are before them."""
    found = {
        number: link
        for number, link in enumerate(links, after + 1)
        if _sees(caller.viewer, organisation, link.disclosure)
    }
    of = {one.disclosure.synergy_id for one in found.values()}
    knowing = await lives.knowing_each_other(session, of)
    return [_out(number, link, caller, knowing) for number, link in found.items()]


def _sees(viewer: Viewer, organisation: UUID, one: Disclosure) -> bool:
    """Tell whether an animator of one of its territories sees it: it must touch his own."""
    return (
        viewer.everything
        or organisation in viewer.organisations
        or not viewer.territories.isdisjoint((one.to_territory, one.of_territory))
    )


def _out(
    number: int, link: Link, caller: Caller, knowing: Mapping[UUID, frozenset[UUID]]
) -> DisclosureOut:
    one = link.disclosure
    both = {one.to_organisation, one.of_organisation}
    together = knowing.get(one.synergy_id, frozenset())
    # A carrier is no party: its name is for those to whom it was named.
    named = one.kind == "carrier" and one.to_organisation in caller.viewer.organisations & together
    view = SynergyView(
        synergy_id=one.synergy_id,
        kind="substitution",
        sides=(
            _side(one.to_organisation, one.to_territory),
            _side(one.of_organisation, one.of_territory),
        ),
        disclosed=named or both <= together,
    )
    to, of = mask_synergy(view, viewer=caller.viewer).sides
    masked = to.masked or of.masked
    by, _, actor = one.actor.partition(":")
    trusted = bool(caller.viewer.everything or caller.viewer.territories)
    return DisclosureOut(
        number=number,
        hash=link.hash.hex(),
        at=hour_of(one.at) if masked else one.at,
        kind=one.kind,
        right=one.right,
        to=KnowingOut.model_validate(to),
        of=KnowingOut.model_validate(of),
        synergy_id=one.synergy_id,
        version=one.version if trusted else None,
        by=by,
        actor=(actor or None) if knows_actor(caller, one.actor, masked=masked) else None,
    )


def _side(organisation: UUID, territory: str) -> SideView:
    return SideView(role="member", organisation_id=organisation, territory=territory)
