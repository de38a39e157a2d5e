"""Find the family that a text means, with reasons and without a model."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from boucle.catalogue.facts.activities import usual_families
from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.facts.declared_flow import Direction
from boucle.catalogue.facts.model import LowEntry, Nature
from boucle.catalogue.text.evidence import (
    LEAD,
    LEAD_COMPLETE,
    OTHER_MATTER,
    SETTLED,
    SURE,
    TRADE,
    WARM,
    activity_points,
    code_points,
    score,
)
from boucle.catalogue.text.lexicon import TradeName, names_of
from boucle.catalogue.text.reading import Reading, read_as
from boucle.catalogue.text.text_evidence import Evidence, from_text, names_a_matter
from boucle.catalogue.text.words import stated_temperature, words, words_of_purpose


@dataclass(frozen=True, slots=True)
class ReadingReason:
    fr: str
    en: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A possible family; `score` 0 to 1. `words`: words of the text that support it; `whole`: they
    are the full phrase; `name_words`: all those in any of its names; `complete`: the text says
    nothing else; `coded`: the waste code leads there."""

    family: str
    score: float
    reasons: tuple[ReadingReason, ...]
    words: frozenset[str] = frozenset()
    whole: bool = False
    name_words: frozenset[str] = frozenset()
    complete: bool = False
    coded: bool = False


class _Asked(NamedTuple):
    catalogue: Catalogue
    text: str
    low: str | None
    naf: str | None
    nature: Nature | None
    temperature: float | None
    direction: Direction
    limit: int


_NOTHING: Final = (frozenset[str](), False, frozenset[str](), False)
_LEADING: Final = 2
_GENERIC = ReadingReason(
    "ces mots valent pour bien des choses : seuls, ils ne suffisent pas",
    "these words hold for many things: alone they are not enough",
)


def classify(
    catalogue: Catalogue,
    text: str | None,
    *,
    low: str | None = None,
    naf: str | None = None,
    nature: Nature | None = None,
    temperature: float | None = None,
    direction: Direction = "output",
    limit: int = 3,
    in_full: bool = False,
) -> list[Suggestion]:
    """Return the likeliest families, best first, from a text, a List of Waste code, or both. The
    points of all evidence (``boucle.catalogue.text.evidence``) add up. `naf` (NAF or NACE code of
    the holder) favours what its activity usually gives (`direction` `input`: needs), and answers if
    nothing is sure; `nature` filters. What the text says that the thing is for (`pour ...`) counts
    only if the rest is not sure, or `in_full`. `temperature` (°C; by default the text's highest)
    chooses among kinds of heat. An unknown `low` is ignored here: check it first."""
    if temperature is None:
        temperature = stated_temperature(text or "")
    asked = _Asked(catalogue, text or "", low, naf, nature, temperature, direction, limit)
    aside = frozenset() if in_full else words_of_purpose(text or "")
    found = _read(asked, aside)
    return found if not aside or settled(found) is not None else _read(asked, frozenset())


def _read(asked: "_Asked", aside: frozenset[str]) -> list[Suggestion]:
    catalogue, text, low, naf, nature, temperature, direction, limit = asked
    evidence = _at(catalogue, from_text(catalogue, text, aside), temperature)
    points = {family: each.points for family, each in evidence.items()}
    coded = _add_code(catalogue, low, points, evidence)
    trade = _add_trade(catalogue, text, naf, direction, points)
    other = OTHER_MATTER if names_a_matter(text) else 1.0
    usual = _add_activity(catalogue, naf, direction, points, other)
    ranked = sorted(
        (-round(score(each), 4), -each, family)
        for family, each in points.items()
        if nature is None or catalogue.family(family).nature == nature
    )
    found = []
    for rank, _, family in ranked[:limit]:
        each = evidence.get(family)
        reasons = _reasons(catalogue, text, family, each, temperature) if each else ()
        why = tuple(
            one
            for one in (*reasons, trade.get(family), coded.get(family), usual.get(family))
            if one
        )
        matched = (each.words, each.whole, each.name_words, each.complete) if each else _NOTHING
        found.append(Suggestion(family, -rank, why, *matched, coded=family in coded))
    return found


def settled(suggestions: Iterable[Suggestion]) -> str | None:
    """Return the family if one suggestion is sure and clearly ahead, else None. A kind of a thing
    goes before the thing. Of two that lead, a waste code decides."""
    ranked = list(suggestions)
    complete = bool(ranked) and ranked[0].complete
    lead, least = (LEAD_COMPLETE, SURE) if complete else (LEAD, SETTLED)
    near = [each for each in ranked if ranked[0].score - each.score < lead]
    kinds = [each for each in near if not any(is_kind_of(other, each) for other in near)]
    coded = next((each for each in kinds[:_LEADING] if each.coded), None)
    if coded is not None and len(kinds) > 1:
        if coded.score >= SURE:
            return coded.family
        kinds.remove(coded)
    return kinds[0].family if len(kinds) == 1 and kinds[0].score >= least else None


def is_kind_of(one: Suggestion, other: Suggestion) -> bool:
    """Tell whether one is a kind of the other, as `électricité photovoltaïque` of `électricité`.
    Keys go from a thing to its kinds (`electricity`, `electricity_solar`), and all words of the
    thing support the kind too."""
    kind = one.family.startswith(f"{other.family}_")
    return (
        kind and one.whole and other.words <= one.name_words and not one.words <= other.name_words
    )


def _at(
    catalogue: Catalogue, evidence: Mapping[str, Evidence], temperature: float | None
) -> Mapping[str, Evidence]:
    """Move evidence between kinds of heat by temperature, and count a temperature as evidence of
    energy."""
    if temperature is None:
        return evidence
    found: dict[str, Evidence] = {}
    for name, each in sorted(evidence.items(), key=lambda named: (-named[1].points, named[0])):
        family = catalogue.family(name).at(temperature)
        warm = WARM if catalogue.family(family).nature == "energy" else 0.0
        warmed = replace(each, points=each.points + warm)
        found.setdefault(family, warmed if family == name else replace(warmed, instead_of=name))
    return found


def _reasons(
    catalogue: Catalogue, text: str, family: str, each: Evidence, temperature: float | None
) -> tuple[ReadingReason, ...]:
    fr, en = read_as(
        text, Reading(each.phrase, each.written, each.written == each.words, each.whole)
    )
    if each.instead_of is not None and temperature is not None:
        other = catalogue.family(family)
        fr = f"{fr} ; à {temperature:g} °C, c'est « {other.label_fr} »"
        en = f"{en}; at {temperature:g} °C it is “{other.label_en}”"
    return (ReadingReason(fr, en), _GENERIC) if each.generic else (ReadingReason(fr, en),)


def guessed(suggestions: Iterable[Suggestion]) -> bool:
    """Tell whether not even the likeliest is sure, so that the answer is a guess."""
    return all(each.score < SURE for each in suggestions)


def _add_code(
    catalogue: Catalogue,
    low: str | None,
    points: dict[str, float],
    evidence: Mapping[str, Evidence],
) -> Mapping[str, ReadingReason]:
    entry = catalogue.find_low(low)
    family = None if entry is None else _covered(entry, points, evidence)
    if entry is None or family is None:
        return {}
    added = code_points(map(score, points.values()))
    points[family] = points.get(family, 0.0) + added
    why = ReadingReason(
        f"le code déchet {entry.code} ({entry.label_fr}) y mène",
        f"waste code {entry.code} ({entry.label_en}) leads there",
    )
    return {family: why}


def _add_trade(
    catalogue: Catalogue,
    text: str,
    naf: str | None,
    direction: Direction,
    points: dict[str, float],
) -> Mapping[str, ReadingReason]:
    reasons = frozenset(words(text))
    best: dict[str, tuple[float, TradeName]] = {}
    for name in names_of(catalogue, naf[:5], direction) if naf and reasons else ():
        part = len(name.tokens) / len(reasons)
        if name.tokens <= reasons and part > best.get(name.family, (0.0, name))[0]:
            best[name.family] = (part, name)
    for family, (part, _) in best.items():
        points[family] = points.get(family, 0.0) + TRADE * part
    return {
        family: ReadingReason(
            f"pour l'activité {(naf or '')[:5]}, « {name.text} » en désigne",
            f"to activity {(naf or '')[:5]}, “{name.text}” is that",
        )
        for family, (_, name) in best.items()
    }


def _covered(
    entry: LowEntry, points: Mapping[str, float], evidence: Mapping[str, Evidence]
) -> str | None:
    """Return the family that the code leads to. It is the family the text means best if the code's
    label has its words too (03 01 05 is sawdust, shavings, offcuts, wood), else the code's main
    family, or a kind of what the text means."""
    best = max(points, key=lambda family: (points[family], family), default=None)
    kind = best is not None and (entry.family or "").startswith(f"{best}_")
    if best is not None and not kind and not evidence[best].generic:
        named = frozenset(words(f"{entry.label_fr} {entry.label_en}"))
        if evidence[best].words <= named:
            return best
    return entry.family


def _add_activity(
    catalogue: Catalogue,
    naf: str | None,
    direction: Direction,
    points: dict[str, float],
    other: float,
) -> Mapping[str, ReadingReason]:
    """Raise what the activity usually gives or needs, and return why. Other families get `other` of
    the points if nothing is sure."""
    if naf is None:
        return {}
    sure = score(max(points.values(), default=0.0)) >= SURE
    usual = activity_points(usual_families(catalogue, naf, direction))
    tipped = [each for each in usual if each in points or not sure]
    for family in tipped:
        points[family] = points.get(family, 0.0) + usual[family] * (
            1.0 if family in points else other
        )
    return dict.fromkeys(tipped, usual_reason(naf, direction))


def usual_reason(naf: str, direction: Direction) -> ReadingReason:
    verbs = {"output": ("en produit", "gives"), "input": ("en utilise", "needs")}[direction]
    return ReadingReason(
        f"l'activité {naf[:5]} {verbs[0]} d'ordinaire", f"activity {naf[:5]} usually {verbs[1]} it"
    )
