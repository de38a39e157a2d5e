"""The version of a life as each party sees it: it moves when what the party may see does, and tells
nothing of the steps in between. Pure."""

from datetime import datetime
from typing import Final
from uuid import UUID

from msgspec.structs import replace

from boucle.contract.events.matching import Life, Party
from boucle.contract.introduced import introduced_to
from boucle.contract.kinds import places_of
from boucle.contract.masking import Viewer, mask_synergy
from boucle.contract.rounding import hour_of
from boucle.contract.views import SynergyView, view_of


def with_seen(before: Life | None, after: Life, version: int) -> Life:
    """``after``, as its row will have it in that version. Counts go on from those of ``before``,
    whatever the step did to the parties."""
    moved = changed_for(before, after)
    counted = [_count(before, place, version - 1) for place in range(len(after.parties))]
    parties = tuple(
        replace(party, seen=version, shown=count + 1)
        if party.side.organisation_id in moved
        else replace(party, shown=count)
        for party, count in zip(after.parties, counted, strict=True)
    )
    counting = replace(
        after,
        parties=parties,
        seen_together=0 if before is None else before.seen_together,
        shown_together=0 if before is None else before.shown_together,
    )
    if moved or not changed_together(before, after):
        return counting
    return replace(counting, seen_together=version, shown_together=counting.shown_together + 1)


TOGETHER: Final = UUID(int=0)
"""Stands for all parties of a life together, where one organisation is meant elsewhere."""


def seen_in(life: Life, version: int) -> frozenset[UUID]:
    """Return the parties for whom that version, its last, changed what they may see; ``TOGETHER``
    where it did only for one who acts for all."""
    moved = {party.side.organisation_id for party in life.parties if party.seen == version}
    return frozenset(moved | ({TOGETHER} if life.seen_together == version else set()))


def moment_for(life: Life, organisation: UUID, at: datetime) -> datetime:
    """Return what that party, or ``TOGETHER``, may know of when a step was taken: the hour while a
    side is masked for it. Orders, filters and cursors have no finer one."""
    everybody = (party.side.organisation_id for party in life.parties)
    viewer = Viewer.company(*everybody if organisation == TOGETHER else (organisation,))
    return hour_of(at) if mask_synergy(view_of(life), viewer=viewer).masked else at


def changed_for(before: Life | None, after: Life) -> frozenset[UUID]:
    """The parties for whom the step from ``before`` to ``after`` changed what they may see."""
    organisations = {party.side.organisation_id for party in after.parties}
    return frozenset(one for one in organisations if _shown(before, one) != _shown(after, one))


def changed_together(before: Life | None, after: Life) -> bool:
    """Whether what one may see who acts for all parties changed."""
    everybody = (party.side.organisation_id for party in after.parties)
    viewer = Viewer.company(*everybody)
    return _shown_to(before, viewer) != _shown_to(after, viewer)


def hears(viewer: Viewer, before: Life | None, after: Life) -> bool:
    """Whether the step from ``before`` to ``after`` changed what the viewer may see; staff hear of
    all."""
    own = {p.side.organisation_id for p in after.parties} & viewer.organisations
    together = all(p.side.organisation_id in own for p in after.parties)
    return (
        _is_staff(viewer, after)
        or not own.isdisjoint(changed_for(before, after))
        or (together and changed_together(before, after))
    )


def _is_staff(viewer: Viewer, life: Life) -> bool:
    """The operator, or the animator of a side, or of a group's place."""
    if not places_of(life).isdisjoint(viewer.territories):
        return True
    return viewer.everything or any(p.side.territory in viewer.territories for p in life.parties)


def _shown(life: Life | None, organisation: UUID) -> SynergyView | None:
    return _shown_to(life, Viewer.company(organisation))


def _shown_to(life: Life | None, viewer: Viewer) -> SynergyView | None:
    if life is None or viewer.organisations.isdisjoint(introduced_to(life)):
        return None
    return mask_synergy(view_of(life), viewer=viewer)


def _count(life: Life | None, place: int, version: int) -> int:
    """Of the party at that place. Before parties were counted, they were shown the version in which
    what they see last changed; before that was kept, the life's."""
    if life is None:
        return 0
    party: Party = life.parties[place]
    known = party.side.organisation_id in introduced_to(life)
    return party.shown or party.seen or (version if known else 0)


def version_for(life: Life, version: int, viewer: Viewer) -> int:
    """``version``: the life's own, which the animator of a side and the operator see. Who acts for
    several parties sees the sum of theirs, and of all what changed for none of them alone."""
    if _is_staff(viewer, life):
        return version
    own = [p.side.organisation_id in viewer.organisations for p in life.parties]
    counts = (_count(life, place, version) for place, mine in enumerate(own) if mine)
    return sum(counts) + (life.shown_together if all(own) else 0)
