"""What happens to what is declared at a site, a flow or a sharing: declared, revised, withdrawn.
Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Generic, Literal, TypeVar
from uuid import UUID

from msgspec import structs

from boucle.registry.domain.entities import AtSite, D, Declaration, Site

WriteOutcome = Literal["created", "revised", "unchanged"]
T = TypeVar("T", bound=AtSite[Any])


@dataclass(frozen=True, slots=True)
class Changed(Generic[T]):
    """Something as it will be kept, and the event that says so."""

    type: str
    thing: T


@dataclass(frozen=True, slots=True)
class Key:
    """Something new: the id it gets, its tool's name for it, and the tool."""

    id: UUID
    source: str | None = None
    external_id: str | None = None
    declared_by: str | None = None


@dataclass(frozen=True, slots=True)
class ToCheck(Generic[T]):
    """A draft at its site; ``seen``: what is kept of it, if it is."""

    draft: Declaration
    site: Site
    seen: T | None


@dataclass(frozen=True, slots=True)
class Work(Generic[T]):
    """``seen``: what is to change, read before any lock; ``decide`` says what one becomes.

    ``new``: what to add. ``anyway``: those whose event changes with their site's facts.
    """

    seen: Mapping[UUID, T] = field(default_factory=dict)
    decide: Callable[[T], T] = lambda thing: thing
    new: Sequence[T] = ()
    anyway: frozenset[UUID] = frozenset()

    @property
    def new_names(self) -> tuple[str | None, list[str]]:
        """Return the source of the new ones, which all have the same, and its names for them."""
        source = next((one.source for one in self.new if one.source), None)
        return source, [one.external_id for one in self.new if one.external_id]


@dataclass(frozen=True, slots=True)
class WriteResult(Generic[T]):
    """Everything looked at, as it is now, and the changes that were published."""

    things: Mapping[UUID, T]
    changes: Sequence[Changed[T]]


def tells_the_same(one: D, other: D) -> bool:
    """In whatever words it was sent."""
    return one == structs.replace(other, as_sent=one.as_sent)


def is_over(draft: D, now: datetime) -> bool:
    """Whether the last day on which it is so is behind (UTC)."""
    return draft.last_day is not None and draft.last_day < now.date()


def declared(
    kind: Callable[..., T],
    key: Key,
    site: Site,
    draft: Any,
    *,
    catalogue_version: str,
    now: datetime,
) -> T:
    """A new one at version 0: ``concluded_one`` gives it its first. What is over when it is
    declared is kept as withdrawn."""
    return kind(
        id=key.id,
        site_id=site.id,
        organisation_id=site.organisation_id,
        territory=site.draft.territory,
        source=key.source,
        external_id=key.external_id,
        draft=draft,
        catalogue_version=catalogue_version,
        valid_from=draft.since or now.date(),
        version=0,
        declared_at=now,
        updated_at=now,
        withdrawn_at=now if is_over(draft, now) else None,
        declared_by=key.declared_by,
    )


def revised(thing: T, site: Site, draft: Any, *, catalogue_version: str, now: datetime) -> T:
    """The thing as now declared; the very same object when nothing is new, one that is kept the
    same (``is_kept_the_same``) when it was only sent in other words.

    A date left out means today, but only if something else changed: the same declaration sent
    again tomorrow is still the same. One withdrawn before is declared again, under its own id,
    unless it is over.
    """
    wanted = draft if draft.since else structs.replace(draft, since=thing.draft.since)
    over = is_over(draft, now)
    as_was = (thing.withdrawn_at is not None) == over
    if as_was and tells_the_same(thing.draft, wanted) and thing.site_id == site.id:
        if thing.draft.as_sent == draft.as_sent:
            return thing
        return replace(thing, draft=structs.replace(thing.draft, as_sent=draft.as_sent))
    return replace(
        at_site(thing, site),
        draft=draft,
        catalogue_version=catalogue_version,
        valid_from=draft.since or now.date(),
        withdrawn_at=now if over else None,
        declared_at=now if thing.withdrawn_at else thing.declared_at,
    )


def at_site(thing: T, site: Site) -> T:
    """The thing, with what it repeats of its site brought up to date."""
    return replace(
        thing,
        site_id=site.id,
        organisation_id=site.organisation_id,
        territory=site.draft.territory,
    )


def withdrawn(thing: T, now: datetime) -> T:
    """The thing, gone from today; the same object when it is gone already."""
    return thing if thing.withdrawn_at else replace(thing, withdrawn_at=now)


def is_kept_the_same(old: T, new: T) -> bool:
    """Whether nobody sees a difference: at most, it was sent in other words."""
    same: bool = replace(new, draft=old.draft) == old
    return same and tells_the_same(new.draft, old.draft)


def concluded_one(word: str, old: T | None, new: T, now: datetime) -> Changed[T]:
    """What to save and publish of something that changed. ``word``: what its events begin with."""
    if new.withdrawn_at:
        did, since = "withdrawn", now.date()
    elif old is None or old.withdrawn_at:
        did, since = "declared", new.valid_from
    elif tells_the_same(old.draft, new.draft) and old.valid_from == new.valid_from:
        # Its site, its grants or its twin changed, not its declaration: true from today,
        # or from the day it begins.
        did, since = "revised", max(now.date(), new.valid_from)
    else:
        did, since = "revised", new.valid_from
    kept = replace(new, version=new.version + 1, updated_at=now, valid_from=since)
    return Changed(f"{word}.{did}.v1", kept)
