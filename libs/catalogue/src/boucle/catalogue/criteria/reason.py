"""These parts make up the sentences of all criteria. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.wording.figures import Language, number, with_unit
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
    text: str, reason: Reason, language: Language, *, limit: tuple[str, str], more: str = ""
) -> str:
    """Add figures to a text: ``text (63 km, limite 150 km ; more)``."""
    if reason.value is None:
        return text
    parts = [with_unit(number(reason.value, language), reason.unit, language)]
    if reason.limit is not None:
        bound = with_unit(number(reason.limit, language), reason.unit, language)
        parts.append(f"{limit[0 if language == 'fr' else 1]} {bound}")
    return with_details(text, (", ".join(parts), more), language)
