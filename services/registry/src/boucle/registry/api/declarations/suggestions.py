"""Flows whose family is unknown: kept, out of matching, answered with what they may be."""

from collections.abc import Iterator, Sequence

from boucle.catalogue import Catalogue, Suggestion, suggest
from boucle.platform.errors import Fault
from boucle.platform.identity import Principal
from boucle.registry.api.responses import flow_out
from boucle.registry.api.schemas.declarations.flows import FlowOut, SuggestionOut
from boucle.registry.declarations.flows.temperatures import declared_temperature
from boucle.registry.declarations.flows.warnings import written_warnings
from boucle.registry.declarations.writing import Written
from boucle.registry.domain.codes import nace_of
from boucle.registry.domain.entities import Flow, FlowDraft


def written_out(written: Written[Flow], principal: Principal, catalogue: Catalogue) -> FlowOut:
    """The flow as written, with its warnings; where it is unclassified, with what text, code and
    activity suggest."""
    flow, doubts = written.thing, doubts_of(written, catalogue)
    if flow.draft.family is not None:
        return flow_out(flow, principal, catalogue, doubts=doubts)
    suggestions = suggested(flow.draft, nace_of(written.site.draft.naf, catalogue), catalogue)
    return flow_out(flow, principal, catalogue, suggestions, doubts)


def doubts_of(written: Written[Flow], catalogue: Catalogue) -> Iterator[Fault]:
    """What a write of the flow at its site warns of."""
    site = written.site.draft
    naf = nace_of(site.naf, catalogue)
    return written_warnings(written.thing.draft, naf, site.treatments, catalogue)


def suggested(draft: FlowDraft, naf: str | None, catalogue: Catalogue) -> list[SuggestionOut]:
    """The three likeliest families, with reasons."""
    found = suggest(
        catalogue,
        draft.text,
        low=draft.low,
        naf=naf,
        nature=draft.nature,
        direction=draft.direction,
        temperature=declared_temperature(draft.direction, draft.qualities),
    )
    return suggestions_out(found, catalogue)


def suggestions_out(suggestions: Sequence[Suggestion], catalogue: Catalogue) -> list[SuggestionOut]:
    return [
        SuggestionOut(
            family=each.family,
            label_fr=catalogue.family(each.family).label_fr,
            label_en=catalogue.family(each.family).label_en,
            score=each.score,
            reason="; ".join(reason.fr for reason in each.reasons),
            reason_en="; ".join(reason.en for reason in each.reasons),
        )
        for each in suggestions
    ]
