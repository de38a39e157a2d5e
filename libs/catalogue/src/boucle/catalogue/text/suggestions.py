"""Suggest three families for an unclassified flow."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.facts.declared_flow import Direction
from boucle.catalogue.facts.model import Nature
from boucle.catalogue.text.classification import ReadingReason, Suggestion, classify, usual_reason
from boucle.catalogue.text.evidence import COMMON, NEIGHBOUR, USUAL, score

_LIKELIEST: Final = 3
_READ: Final = 12  # including what only the activity suggests, which comes last


def suggest(
    catalogue: Catalogue,
    text: str | None,
    *,
    nature: Nature,
    low: str | None = None,
    naf: str | None = None,
    direction: Direction = "output",
    temperature: float | None = None,
) -> list[Suggestion]:
    """Return the three likeliest families of a nature. Sources in order: text and code,
    neighbouring codes, the holder's activity, most activities."""
    classified = classify(
        catalogue,
        text,
        low=low,
        naf=naf,
        nature=nature,
        temperature=temperature,
        direction=direction,
        limit=_READ,
    )
    entry = catalogue.find_low(low)
    coded = None if entry is None else entry.family
    found = {each.family: each for each in classified if each.words or each.family == coded}
    for each in (*_neighbours(catalogue, low), *_usual(catalogue, naf, direction)):
        if catalogue.family(each.family).nature == nature:
            found.setdefault(each.family, each)
    if len(found) < _LIKELIEST:
        for each in _commonest(catalogue, nature, direction, mute=not found):
            found.setdefault(each.family, each)
    return list(found.values())[:_LIKELIEST]


def _neighbours(catalogue: Catalogue, low: str | None) -> Iterator[Suggestion]:
    """Yield families of the codes of the same sub-chapter, the commonest first."""
    entry = catalogue.find_low(low)
    if entry is None:
        return
    chapter = entry.code[:5]
    near = [entry.family for entry in catalogue.low_entries if entry.code.startswith(chapter)]
    named = [family for family in near if family is not None]
    for family in sorted(set(named), key=lambda each: (-named.count(each), each)):
        reason = ReadingReason(
            f"des codes voisins ({chapter}) y mènent", f"neighbouring codes ({chapter}) lead there"
        )
        yield Suggestion(family, score(NEIGHBOUR), (reason,))


def _usual(catalogue: Catalogue, naf: str | None, direction: Direction) -> Iterator[Suggestion]:
    if naf is None:
        return
    for flow in catalogue.typical(naf):
        if flow.direction == direction:
            yield Suggestion(flow.family, score(USUAL), (usual_reason(naf, direction),))


def _commonest(
    catalogue: Catalogue, nature: Nature, direction: Direction, *, mute: bool
) -> Iterator[Suggestion]:
    """Yield families by how many activities usually have them; `mute`: nothing else was
    understood."""
    verbs = {"output": ("en produisent", "give"), "input": ("en utilisent", "need")}[direction]
    understood_fr, understood_en = ("rien", "nothing") if mute else ("rien d'autre", "nothing else")
    having = Counter(
        flow.family
        for flow in catalogue.typical_flows
        if flow.direction == direction and catalogue.family(flow.family).nature == nature
    )
    for family, count in sorted(having.items(), key=lambda each: (-each[1], each[0])):
        reason = ReadingReason(
            f"{understood_fr} n'a été compris de ce qui est déclaré ; "
            f"famille courante, {count} activités {verbs[0]} d'ordinaire",
            f"{understood_en} of what is declared was understood; "
            f"a common family, {count} activities usually {verbs[1]} it",
        )
        yield Suggestion(family, score(COMMON), (reason,))
