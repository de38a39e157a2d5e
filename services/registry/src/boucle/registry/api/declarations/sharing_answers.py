"""From sharings to response bodies."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import datetime
from operator import attrgetter
from typing import Final

from msgspec.structs import asdict

from boucle.catalogue.sharing import SharingCatalogue, classify_sharing, sharing_catalogue
from boucle.platform.errors import Fault
from boucle.registry.api.responses import sources_out, warnings_out
from boucle.registry.api.schemas.declarations.sharings import (
    LaneEndOut,
    SharingOut,
    SharingSuggestionOut,
    SlotOut,
)
from boucle.registry.declarations.sharings.sharing import LaneEnd, Sharing, SharingDraft
from boucle.registry.declarations.sharings.warnings import sharing_warnings
from boucle.registry.declarations.writing import Written
from boucle.registry.domain.entities import Site

_OF_SHARING: Final = tuple({one.name for one in fields(Sharing)} & SharingOut.model_fields.keys())
_values_of = attrgetter(*_OF_SHARING)


def written_sharing_out(written: Written[Sharing], now: datetime) -> SharingOut:
    """As written; where it is unclassified, with what its description suggests."""
    shown = sharing_out(written.thing, now, written.site)
    if written.thing.draft.subject is not None:
        return shown
    return shown.model_copy(update={"suggestions": _suggested(written.thing.draft)})


def doubts_of_sharing(written: Written[Sharing], now: datetime) -> Iterator[Fault]:
    """What a write warns of."""
    return sharing_warnings(written.thing.draft, written.site, now.date())


def sharing_out(sharing: Sharing, now: datetime, site: Site | None = None) -> SharingOut:
    """``site``: of a write, whose place is then compared with that of a lane."""
    draft = asdict(sharing.draft)
    draft["origin"], draft["destination"] = map(_end, (draft["origin"], draft["destination"]))
    draft["slots"] = [SlotOut.model_construct(**asdict(slot)) for slot in sharing.draft.slots]
    label_fr, label_en = _labels(sharing.draft, sharing_catalogue())
    return SharingOut.model_construct(
        **draft,
        **dict(zip(_OF_SHARING, _values_of(sharing), strict=True)),
        sharing_id=sharing.id,
        sources=sources_out(sharing),
        label_fr=label_fr,
        label_en=label_en,
        unclassified=sharing.draft.subject is None,
        warnings=warnings_out(sharing_warnings(sharing.draft, site, now.date())),
    )


def _end(end: LaneEnd | None) -> LaneEndOut | None:
    return None if end is None else LaneEndOut.model_construct(**asdict(end))


def _labels(draft: SharingDraft, catalogue: SharingCatalogue) -> tuple[str | None, str | None]:
    """What an older catalogue knew, and occupations that have no name here, have none."""
    if draft.subject is None:
        return None, None
    known = (
        catalogue.occupations.label(draft.subject)
        if draft.kind == "workforce"
        else catalogue.subjects.get(draft.subject)
    )
    return (known.label_fr, known.label_en) if known else (None, None)


def _suggested(draft: SharingDraft) -> list[SharingSuggestionOut]:
    """The three likeliest subjects, with the words that say them."""
    catalogue = sharing_catalogue()
    found = []
    for each in classify_sharing(draft.description, draft.kind):
        known = (
            catalogue.occupations.label(each.subject)
            if draft.kind == "workforce"
            else catalogue.subjects.get(each.subject)
        )
        if known is not None:
            found.append(
                SharingSuggestionOut(
                    subject=each.subject,
                    label_fr=known.label_fr,
                    label_en=known.label_en,
                    score=each.score,
                    words=list(each.words),
                )
            )
    return found
