"""The deductive mode: what a site's activity usually gives and needs, until somebody declares it.

A typical flow is nobody's declaration. Boucle keeps those of a site under a source of its own,
each named by direction and family; they end where anybody declares the same at that site.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from boucle.catalogue import Catalogue, TypicalFlow, to_base
from boucle.contract.events.registry import Quantity
from boucle.registry.declarations.flows.duplicates import group_of, groups_of
from boucle.registry.domain.entities import Flow, FlowDraft, Site

TypicalOutcome = Literal["made", "revised", "left", "withdrawn"]
_SOURCE: Final = "typical:"  # no tool's source holds a colon


@dataclass(frozen=True, slots=True)
class TypicalPlan:
    """``known``: what flows known already should say, by id; ``ended``: those to withdraw;
    ``new``: by name."""

    known: Mapping[UUID, FlowDraft]
    ended: frozenset[UUID]
    new: Mapping[str, FlowDraft]


def typical_source(site: UUID) -> str:
    """The source of a site's typical flows."""
    return f"{_SOURCE}{site}"


def is_deduced(flow: Flow) -> bool:
    """Whether Boucle still answers for it: a company that gives it a certainty declares it."""
    return flow.draft.certainty == "typical" and (flow.source or "").startswith(_SOURCE)


def usual_drafts(catalogue: Catalogue, activity: str, employees: int) -> dict[str, FlowDraft]:
    """By name, what a NACE class or division usually gives and needs; all else is unknown."""
    drafts = [_draft(catalogue, each, employees) for each in catalogue.typical(activity)]
    return {_name(draft): draft for draft in drafts}


def planned(site: Site, usual: Mapping[str, FlowDraft], around: Iterable[Flow]) -> TypicalPlan:
    """What becomes of a site's typical flows. ``around``: at least all flows of their source, and
    those present at the site."""
    source = typical_source(site.id)
    own: dict[str, Flow] = {}
    taken: set[str] = set()
    for flow in around:
        if _is_own(flow, site):
            own[str(flow.external_id)] = flow
        elif flow.withdrawn_at is None:
            taken |= _names(flow.draft)
            if flow.source == source:  # somebody took it up; its name stays in use
                taken.add(str(flow.external_id))
    wanted = {name: draft for name, draft in usual.items() if name not in taken}
    return TypicalPlan(
        known={flow.id: wanted[name] for name, flow in own.items() if name in wanted},
        ended=frozenset(
            flow.id for name, flow in own.items() if name not in wanted and not flow.withdrawn_at
        ),
        new={name: draft for name, draft in wanted.items() if name not in own},
    )


def outcome(before: Flow | None, after: Flow) -> TypicalOutcome:
    """What became of a flow that was looked at."""
    if after.withdrawn_at:
        return "withdrawn"
    if before is None or before.withdrawn_at:
        return "made"
    return "left" if before.version == after.version else "revised"


def superseded(flows: Mapping[UUID, Flow], now: datetime) -> Mapping[UUID, Flow]:
    """The same flows, but that what was deduced ends where somebody declared the same."""
    deduced = [flow for flow in flows.values() if flow.withdrawn_at is None and is_deduced(flow)]
    if not deduced:
        return flows
    others = [flow for flow in flows.values() if not is_deduced(flow)]
    declared = {group for flow in others for group in groups_of(flow)}
    ended = [flow for flow in deduced if group_of(flow) in declared]
    return {**flows, **{flow.id: replace(flow, withdrawn_at=now) for flow in ended}}


def _is_own(flow: Flow, site: Site) -> bool:
    if flow.source != typical_source(site.id):
        return False
    return flow.withdrawn_at is not None or (is_deduced(flow) and flow.site_id == site.id)


def _name(draft: FlowDraft) -> str:
    return f"{draft.direction}/{draft.family}"


def _names(draft: FlowDraft) -> set[str]:
    """Of all its families."""
    return {_name(draft), *[f"{draft.direction}/{one.family}" for one in draft.families]}


def _draft(catalogue: Catalogue, usual: TypicalFlow, employees: int) -> FlowDraft:
    family, amount = catalogue.family(usual.family), usual.usual(employees)
    return FlowDraft(
        direction=usual.direction,
        nature=family.nature,
        family=family.key,
        quantity=Quantity(format(amount, "f"), usual.unit),
        base=to_base(amount, usual.unit, family.nature, family.density_t_per_m3),
        certainty="typical",
        provenance=_said(usual.nace, employees),
    )


def _said(activity: str, employees: int) -> str:
    """What the company reads of it."""
    many = "s" if employees > 1 else ""
    return (
        f"Ordre de grandeur de l'activité {activity} pour {employees} salarié{many} : "
        f"personne ne l'a déclaré. / Order of magnitude of activity {activity} for "
        f"{employees} employee{many}: nobody declared it."
    )
