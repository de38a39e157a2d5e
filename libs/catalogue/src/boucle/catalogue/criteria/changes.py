"""Say in words what would have to change in a company's own flow. Pure."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol

from boucle.catalogue.criteria.reason import Sentence
from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.wording.figures import Language, number, with_unit
from boucle.catalogue.wording.phrases import (
    FORM_LABELS,
    STATUS_LABELS,
    Both,
    label_list,
    month_spans,
    operation,
)


class WantedValue(Protocol):
    """A value that a field would need. ``field`` is named as in registry's API. ``bound`` is
    ``at_least`` or ``at_most`` (a decimal), ``one_of`` (keys) or ``also`` (``least`` of the
    keys)."""

    @property
    def field(self) -> str: ...
    @property
    def bound(self) -> str: ...
    @property
    def values(self) -> Sequence[str]: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def least(self) -> int | None: ...


def change_sentence(wanted: WantedValue, catalogue: Catalogue, *, gives: bool) -> Sentence:
    """Return, for example, ``If your temperature were at least 70 °C.`` ``gives``: the flow is an
    output. An unknown field is written as its key."""
    name, _, attribute = wanted.field.partition(".")
    write = _quality if name == "qualities" and attribute else _WORDS.get(wanted.field, _plain)
    return Sentence(
        fr=f"Si {write(wanted, catalogue, 'fr', gives)}.",
        en=f"If {write(wanted, catalogue, 'en', gives)}.",
    )


def _quality(wanted: WantedValue, catalogue: Catalogue, language: Language, gives: bool) -> str:
    found = catalogue.attribute(wanted.field.partition(".")[2])
    figure = with_unit(number(wanted.values[0], language), wanted.unit, language)
    if language == "fr":
        bound = _AT[wanted.bound]["fr"]
        return (
            f"votre flux avait pour {found.label_fr} {bound} {figure}"
            if gives
            else f"vous acceptiez pour {found.label_fr} jusqu'à {figure}"
        )
    if gives:
        return f"your {found.label_en} were {_AT[wanted.bound]['en']} {figure}"
    way = "down to" if wanted.bound == "at_most" else "up to"
    return f"you accepted {found.label_en} {way} {figure}"


def _months(wanted: WantedValue, _catalogue: Catalogue, language: Language, _gives: bool) -> str:
    names = month_spans(wanted.values, language)
    count = wanted.least or 1
    if language == "fr":
        return f"votre flux existait {count} mois de plus parmi{_NBSP_COLON}{names}"
    more = "one more month" if count == 1 else f"{count} more months"
    return f"your flow existed in {more} of: {names}"


def _quantity(wanted: WantedValue, _catalogue: Catalogue, language: Language, _gives: bool) -> str:
    figure = with_unit(number(wanted.values[0], language), wanted.unit, language)
    bound = _AT[wanted.bound][language]
    if language == "fr":
        return f"votre quantité était d'{bound} {figure} par an"
    return f"your quantity were {bound} {figure} a year"


def _form(wanted: WantedValue, _catalogue: Catalogue, language: Language, _gives: bool) -> str:
    forms = label_list(" ".join(wanted.values), FORM_LABELS, language)
    if language == "fr":
        return f"la forme de votre flux était{_NBSP_COLON}{forms}"
    return f"the form of your flow were: {forms}"


def _hazardous(
    _wanted: WantedValue, _catalogue: Catalogue, language: Language, _gives: bool
) -> str:
    if language == "fr":
        return "votre flux n'était pas dangereux"
    return "your flow were not hazardous"


def _status(wanted: WantedValue, _catalogue: Catalogue, language: Language, _gives: bool) -> str:
    statuses = label_list(" ".join(wanted.values), STATUS_LABELS, language)
    if language == "fr":
        return f"le statut réglementaire de votre flux était{_NBSP_COLON}{statuses}"
    return f"the legal status of your flow were: {statuses}"


def _accepts(wanted: WantedValue, _catalogue: Catalogue, language: Language, _gives: bool) -> str:
    statuses = label_list(" ".join(wanted.values), STATUS_LABELS, language)
    if language == "fr":
        return f"vous acceptiez aussi le statut{_NBSP_COLON}{statuses}"
    return f"you also accepted the status: {statuses}"


def _treatments(wanted: WantedValue, catalogue: Catalogue, language: Language, _gives: bool) -> str:
    named: dict[str, Both] = {
        code: {
            "fr": operation(code, catalogue, "fr"),
            "en": operation(code, catalogue, "en"),
        }
        for code in wanted.values
    }
    some = label_list(" ".join(wanted.values), named, language)
    if language == "fr":
        return f"votre site était autorisé pour{_NBSP_COLON}{some}"
    return f"your site were allowed to do: {some}"


def _plain(wanted: WantedValue, _catalogue: Catalogue, language: Language, _gives: bool) -> str:
    values = ", ".join(wanted.values)
    return f"{wanted.field} {'changeait' if language == 'fr' else 'changed'} ({values})"


_NBSP_COLON: Final = "\u00a0: "
_AT: Final[Mapping[str, Both]] = {
    "at_least": {"fr": "au moins", "en": "at least"},
    "at_most": {"fr": "au plus", "en": "at most"},
}
_WORDS: Final[Mapping[str, Callable[[WantedValue, Catalogue, Language, bool], str]]] = {
    "availability.months": _months,
    "quantity": _quantity,
    "form": _form,
    "hazardous": _hazardous,
    "legal_status": _status,
    "accepts": _accepts,
    "site.treatments": _treatments,
}
