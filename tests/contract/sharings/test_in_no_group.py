"""Who declares what no group is made of is warned of it at registry, and nobody else is."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import get_args
from uuid import UUID

from msgspec.structs import replace

from boucle.catalogue.sharing import Terms, sharing_catalogue
from boucle.contract.events.registry import SiteFacts
from boucle.contract.events.sharing import Place, Sharing, SharingDirection, Slot
from boucle.matching.kinds.markets import market_of
from boucle.registry.declarations.sharings.missing import missing_warnings
from boucle.registry.declarations.sharings.sharing import SharingDraft

CATALOGUE = sharing_catalogue()
HERE = Place(48.9, -0.2)
DRAFT = SharingDraft(kind="service", direction="need", subject=None, certainty="estimated")


def _declared(draft: SharingDraft, terms: Terms) -> Sharing:
    """As matching gets it, with what registry does not take it without."""
    return Sharing(
        sharing_id=UUID(int=1),
        organisation_id=UUID(int=2),
        site_id=UUID(int=3),
        territory="200070001",
        kind=draft.kind,
        direction=draft.direction,
        subject=draft.subject,
        catalogue_version=CATALOGUE.version,
        site=SiteFacts(latitude=48.9, longitude=-0.2, location_precision="address"),
        certainty="estimated",
        valid_from=date(2026, 11, 1),
        figures=dict(draft.figures),
        choices=dict(draft.choices),
        origin=HERE if "origin" in terms.ends else None,
        destination=Place(43.3, 5.4) if "destination" in terms.ends else None,
        slots=(Slot(1, 0, 168, "10"),) if terms.slots else (),
        months=draft.months,
    )


def _drafts(terms: Terms, draft: SharingDraft) -> list[SharingDraft]:
    """With every word of each choice and without those that may be left out; with all figures, and
    with those that must be there."""
    words = [
        [(one.key, word) for word in one.words or ("15 01 01",)]
        + ([] if one.required else [(one.key, None)])
        for one in terms.choices.values()
    ]
    figures = [
        {one.key: str(one.most) for one in terms.figures.values() if every or one.required}
        for every in (True, False)
    ]
    return [
        replace(draft, figures=some, choices={key: word for key, word in chosen if word})
        for some in figures
        for chosen in product(*words)
    ]


def _right(draft: SharingDraft, terms: Terms) -> bool:
    warned = bool(list(missing_warnings(draft)))
    return warned == (market_of(_declared(draft, terms)) is None)


def test_each_that_is_in_no_market_and_no_other_is_warned_of() -> None:
    seen = 0
    for subject in CATALOGUE.subjects.values():
        for direction in get_args(SharingDirection):
            terms = subject.terms(direction)
            if terms is None:
                continue
            draft = replace(DRAFT, kind=subject.kind, direction=direction, subject=subject.key)
            for one in _drafts(terms, draft):
                assert _right(one, terms), one
                seen += 1
    assert seen > 100


def test_a_post_that_is_offered_is_warned_of() -> None:
    post = replace(DRAFT, kind="workforce", subject="N1101", months=("0.5",) * 12)
    for direction in get_args(SharingDirection):
        assert _right(replace(post, direction=direction), CATALOGUE.workforce)


def test_what_would_be_right_is_said() -> None:
    offer = replace(DRAFT, direction="offer", subject="waste_collection")
    said = {one.field: one.expected for one in missing_warnings(offer)}
    assert said.keys() == {"choices.container", "choices.low"}
    assert "skip" in said["choices.container"]
    roof = replace(offer, subject="rainwater", figures={"roof": "1200"})
    [rain] = missing_warnings(roof)
    assert (rain.field, "mm" in rain.expected) == ("figures.rainfall", True)
