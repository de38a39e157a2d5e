"""What happens to flows: declared, revised, withdrawn, and what their neighbours become by it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from uuid import UUID

from msgspec import structs

from boucle.registry.entities import Flow, FlowDraft, Site
from boucle.registry.flows.as_sent import tells_the_same
from boucle.registry.flows.duplicates import Decisions, Group, groups_of, settle
from boucle.registry.flows.typical import superseded

WriteOutcome = Literal["created", "revised", "unchanged"]


@dataclass(frozen=True, slots=True)
class Changed:
    """A flow as it will be kept, and the event that says so."""

    type: str
    flow: Flow


@dataclass(frozen=True, slots=True)
class FlowKey:
    """A flow that is new: the id it gets, its tool's name for it, and the tool."""

    id: UUID
    source: str | None = None
    external_id: str | None = None
    declared_by: str | None = None


def is_over(draft: FlowDraft, now: datetime) -> bool:
    """Whether the last day on which the flow exists is behind (UTC)."""
    end = draft.availability.end
    return end is not None and end < now.date()


def declared(
    key: FlowKey,
    site: Site,
    draft: FlowDraft,
    *,
    catalogue_version: str,
    now: datetime,
) -> Flow:
    """A new flow at version 0: ``concluded`` gives it its first. What is over when it is declared
    is kept as withdrawn."""
    return Flow(
        id=key.id,
        site_id=site.id,
        organisation_id=site.organisation_id,
        territory=site.draft.territory,
        source=key.source,
        external_id=key.external_id,
        draft=draft,
        catalogue_version=catalogue_version,
        duplicate_of=None,
        valid_from=draft.since or now.date(),
        version=0,
        declared_at=now,
        updated_at=now,
        withdrawn_at=now if is_over(draft, now) else None,
        declared_by=key.declared_by,
    )


def revised(
    flow: Flow,
    site: Site,
    draft: FlowDraft,
    *,
    catalogue_version: str,
    now: datetime,
) -> Flow:
    """The flow as now declared; the very same object when nothing is new, one that is kept the same
    (``is_kept_the_same``) when it was only sent in other words.

    A date left out means today, but only if something else changed: the same declaration sent
    again tomorrow is still the same. One withdrawn before is declared again, under its own id,
    unless it is over.
    """
    wanted = draft if draft.since else structs.replace(draft, since=flow.draft.since)
    over = is_over(draft, now)
    as_was = (flow.withdrawn_at is not None) == over
    if as_was and tells_the_same(flow.draft, wanted) and flow.site_id == site.id:
        if flow.draft.as_sent == draft.as_sent:
            return flow
        return replace(flow, draft=structs.replace(flow.draft, as_sent=draft.as_sent))
    placed = at_site(flow, site)
    return replace(
        placed,
        draft=draft,
        catalogue_version=catalogue_version,
        valid_from=draft.since or now.date(),
        withdrawn_at=now if over else None,
        declared_at=now if flow.withdrawn_at else flow.declared_at,
    )


def at_site(flow: Flow, site: Site) -> Flow:
    """The flow, with what it repeats of its site brought up to date."""
    return replace(
        flow,
        site_id=site.id,
        organisation_id=site.organisation_id,
        territory=site.draft.territory,
    )


def withdrawn(flow: Flow, now: datetime) -> Flow:
    """The flow, gone from today; the same object when it is gone already."""
    return flow if flow.withdrawn_at else replace(flow, withdrawn_at=now)


def touched_groups(flows: Iterable[Flow]) -> set[Group]:
    """The groups whose counting depends on these flows."""
    return {group for flow in flows for group in groups_of(flow)}


def concluded(
    before: Mapping[UUID, Flow],
    after: Mapping[UUID, Flow],
    decisions: Decisions,
    *,
    now: datetime,
    anyway: frozenset[UUID] = frozenset(),
) -> Sequence[Changed]:
    """What to save and publish, in id order, once typical flows yielded to declared ones and
    duplicates are settled among ``after``.

    ``before`` and ``after`` hold every flow of every group concerned. ``anyway``: flows whose
    event changes although their row does not (their site's facts did).
    """
    settled = settle(superseded(after, now).values(), decisions)
    changes = []
    for id_ in sorted(settled):
        old, new = before.get(id_), settled[id_]
        if id_ in anyway or old is None or not is_kept_the_same(old, new):
            changes.append(_concluded(old, new, now))
    return changes


def is_kept_the_same(old: Flow, new: Flow) -> bool:
    """Whether nobody sees a difference: at most, it was sent in other words."""
    return replace(new, draft=old.draft) == old and tells_the_same(new.draft, old.draft)


def _concluded(old: Flow | None, new: Flow, now: datetime) -> Changed:
    if new.withdrawn_at:
        type_, since = "flow.withdrawn.v1", now.date()
    elif old is None or old.withdrawn_at:
        type_, since = "flow.declared.v1", new.valid_from
    elif tells_the_same(old.draft, new.draft) and old.valid_from == new.valid_from:
        # Its site, its grants or its twin changed, not its declaration: true from today,
        # or from the day it begins.
        type_, since = "flow.revised.v1", max(now.date(), new.valid_from)
    else:
        type_, since = "flow.revised.v1", new.valid_from
    flow = replace(new, version=new.version + 1, updated_at=now, valid_from=since)
    return Changed(type_, flow)
