"""These parts make up the sentences of all criteria. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.wording.figures import Language, number, spoken, with_unit
from boucle.catalogue.wording.phrases import with_details

Verdict = Literal["pass", "partial", "unknown", "fail"]


class Reason(Protocol):
    """The result of a criterion, as in ``boucle.contract.events.matching.Criterion``."""

    @property
    def name(self) -> str: ...
    @property
    def verdict(self) -> Verdict: ...
    @property
    def value(self) -> str | None: ...
    @property
    def limit(self) -> str | None: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def tightened(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Sentence:
    fr: str
    en: str

    def in_(self, language: Language) -> str:
        return self.fr if language == "fr" else self.en


Write = Callable[[Reason, Catalogue, Language], str]


@dataclass(frozen=True, slots=True)
class CriterionSpec:
    """How a criterion is named, weighted and written. ``fr``, ``en``: the subject of its sentence.
    ``write``: the part after the colon, for each verdict. ``weight``: the default, None if the
    criterion only excludes."""

    name: str
    fr: str
    en: str
    write: Write
    weight: int | None = None


_UNKNOWN = ("à préciser ensemble", "to be told")


def words_of(
    verdict: Verdict,
    language: Language,
    *,
    passes: tuple[str, str],
    fails: tuple[str, str],
    partly: tuple[str, str] | None = None,
    unknown: tuple[str, str] = _UNKNOWN,
) -> str:
    """Return the words of a verdict in one language; each pair is (French, English). Without
    ``partly``, a half verdict reads as passed."""
    text = {"pass": passes, "partial": partly or passes, "unknown": unknown, "fail": fails}
    return text[verdict][0 if language == "fr" else 1]


def bounded(
    name: str,
    about: tuple[str, str],
    passes: tuple[str, str],
    fails: tuple[str, str],
    limit: tuple[str, str] = ("minimum", "least"),
) -> CriterionSpec:
    """Make a criterion that compares a number with a bound."""

    def write(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
        text = words_of(reason.verdict, language, passes=passes, fails=fails)
        return figures(text, reason, language, limit=limit)

    return CriterionSpec(name, *about, write)


def figures(
    text: str, reason: Reason, language: Language, *, limit: tuple[str, str] | None, more: str = ""
) -> str:
    """Add figures to a text: ``text (63 km, limite 150 km ; more)``; ``limit``: its word."""
    if reason.value is None:
        return text
    value, bound = _apart(reason.value, reason.limit if limit else None, reason.unit)
    parts = [with_unit(number(value, language), reason.unit, language)]
    if bound is not None and limit is not None:
        shown = with_unit(number(bound, language), reason.unit, language)
        parts.append(f"{limit[0 if language == 'fr' else 1]} {shown}")
    return with_details(text, (", ".join(parts), more), language)


def _apart(value: str, limit: str | None, unit: str | None) -> tuple[str, str | None]:
    """Round both as people say them, but finely enough that what differs reads differently."""
    if limit is None or value == limit:
        return spoken(value, unit), None if limit is None else spoken(limit, unit)
    for finer in range(3):
        said = spoken(value, unit, finer=finer), spoken(limit, unit, finer=finer)
        if said[0] != said[1]:
            return said
    return value, limit
