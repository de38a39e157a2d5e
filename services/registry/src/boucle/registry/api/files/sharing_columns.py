"""The columns of a file of sharings, and a row of it as the body of a sharing."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from boucle.catalogue.sharing import Choice, SharingCatalogue, Terms, sharing_catalogue
from boucle.registry.declarations.sharings.subjects import read_subject
from boucle.registry.domain.values import week, words
from boucle.registry.domain.values.numbers import read_price
from boucle.registry.domain.values.words import folded
from boucle.registry.domain.values.wrong import WrongValue
from boucle.registry.files.columns import RowFault
from boucle.registry.files.named import NamedColumn, NamedRow

_PLAIN: Final[Mapping[str, tuple[str, ...]]] = {
    "reference": ("référence", "ref", "id", "identifiant"),
    "site": ("site", "siret", "établissement", "establishment"),
    "kind": ("genre", "type", "kind"),
    "direction": ("sens", "direction", "besoin ou offre"),
    "subject": ("sujet", "subject", "service", "équipement", "code rome", "rome"),
    "description": ("description", "désignation", "intitulé", "text", "label"),
    "origin": ("départ", "origin", "from"),
    "destination": ("arrivée", "destination", "to"),
    "weekdays": ("jours", "weekdays", "days"),
    "hours": ("horaires", "hours", "heures"),
    "slots": ("créneaux", "slots", "capacité", "puissance", "capacity"),
    "months": ("mois", "months", "ETP par mois", "ETP"),
    "excluded": ("exclus", "concurrents", "excluded", "competitors"),
    "cost": ("coût", "coût par an", "cost"),
    "contract_end": ("fin de contrat", "échéance", "contract_end"),
    "notice_months": ("préavis", "préavis en mois", "notice"),
    "certainty": ("certitude", "certainty"),
    "provenance": ("source", "provenance", "origine de la donnée"),
    "valid_from": ("depuis", "valid_from", "date d'effet"),
    "valid_until": ("jusqu'au", "valid_until", "dernier jour"),
}
_OF_TERMS: Final = "terms:"
_ENDS: Final = ("origin", "destination")
_YEARLY: Final = (None, "an", "a", "annee", "year", "yr")


def _euros_a_year(text: str) -> str:
    """``2 400 €``, ``2 400 €/an``. Raises WrongValue."""
    number, unit = read_price(text)
    if (unit and folded(unit)) not in _YEARLY:
        raise WrongValue("is not a cost a year", "euros a year: 2400")
    return number


_READERS: Final[Mapping[str, Callable[[str], object]]] = {
    "weekdays": lambda text: list(week.read_weekdays(text)),
    "slots": week.read_slots,
    "months": week.read_year,
    "excluded": lambda text: [each.strip() for each in text.replace(";", ",").split(",")],
    "cost": _euros_a_year,
    "notice_months": lambda text: int(text) if text.isdecimal() else text,
    "direction": words.SHARING_DIRECTION,
    "kind": words.SHARING_KIND,
}
"""Of cells that are more than a text which the field itself reads."""


@cache
def sharing_columns() -> tuple[NamedColumn, ...]:
    """Those of every sharing, then every figure and choice by its key and its label. ``hours`` and
    what else is both is read by the row's subject."""
    plain = [NamedColumn(key, names, required=key == "direction") for key, names in _PLAIN.items()]
    taken = {folded(name) for key, names in _PLAIN.items() for name in (key, *names)}
    return (
        *plain,
        *(
            NamedColumn(f"{_OF_TERMS}{name}", (name,))
            for name in _candidates()
            if name not in taken
        ),
    )


@cache
def _candidates() -> Mapping[str, tuple[str, ...]]:
    """By folded header, the keys of figures and choices that it may mean."""
    found: dict[str, dict[str, None]] = {}
    for terms in _all_terms(sharing_catalogue()):
        for figure in terms.figures.values():
            for name in (figure.key, figure.label_fr, figure.label_en):
                found.setdefault(folded(name), {})[figure.key] = None
        for key in terms.choices:
            for name in (key, _CHOICES_FR[key]):
                found.setdefault(folded(name), {})[key] = None
    return {name: tuple(keys) for name, keys in found.items()}


_CHOICES_FR: Final[Mapping[str, str]] = {
    "container": "contenant",
    "low": "code déchet",
    "temperature": "température",
    "adr": "classe ADR",
    "use": "usage",
    "place": "lieu",
    "product": "produit",
    "permanent": "permanent",
}


def _all_terms(catalogue: SharingCatalogue) -> Iterator[Terms]:
    for subject in catalogue.subjects.values():
        yield from (terms for terms in (subject.need, subject.offer) if terms)
    yield catalogue.workforce


def header_named(path: str) -> str:
    """What a column would be called that fills this field."""
    outer, _, inner = path.replace("[", ".").partition(".")
    if outer == "figures":
        labels = (
            terms.figures[inner].label_fr
            for terms in _all_terms(sharing_catalogue())
            if inner in terms.figures
        )
        return next(labels, inner)
    if outer == "choices":
        return _CHOICES_FR.get(inner, inner)
    return _PLAIN[outer][0] if outer in _PLAIN else path


def body_of(
    row: NamedRow, headers: Mapping[str, str], defaults: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, str], list[RowFault]]:
    """The body that the row says, without ``site`` and ``reference``; by the field's path, the
    column that filled it; and the cells that are wrong. ``defaults``: of cells that are empty."""
    body: dict[str, Any] = {"certainty": "estimated", **defaults}
    paths: dict[str, str] = {}
    faults: list[RowFault] = []
    for key, cell in row.cells.items():
        if key not in _PLAIN or key in ("site", "reference", "hours"):
            continue
        paths[key] = key
        try:
            read = _READERS.get(key, str)(cell)
        except WrongValue as wrong:
            faults.append(RowFault(row.line, headers[key], cell, wrong.message, wrong.expected))
            continue
        body[key] = _end(read) if key in _ENDS else read
    _complete(body)
    _put_terms(row, body, paths)
    if "hours" in row.cells and "figures.hours" not in paths:
        try:
            body["hours"] = list(week.read_hours(row.cells["hours"]))
        except WrongValue as wrong:
            faults.append(
                RowFault(
                    row.line, headers["hours"], row.cells["hours"], wrong.message, wrong.expected
                )
            )
    return body, paths, faults


def _end(text: object) -> dict[str, Any]:
    """``14118``, or ``49.18, -0.37``."""
    parts = str(text).replace(";", ",").split(", " if ", " in str(text) else ",")
    if len(parts) == 1:
        return {"commune_code": parts[0].strip()}
    try:
        latitude, longitude = (float(part.strip().replace(",", ".")) for part in parts)
    except ValueError:
        return {"commune_code": str(text)}
    return {"latitude": latitude, "longitude": longitude}


def _complete(body: dict[str, Any]) -> None:
    """The kind that the subject is of, where nothing says it."""
    if "kind" in body:
        return
    catalogue, given = sharing_catalogue(), str(body.get("subject", ""))
    for kind in ("service", "equipment", "workforce"):
        if given and read_subject(given, kind, catalogue, []) is not None:
            body["kind"] = kind
            return
    if "months" in body:
        body["kind"] = "workforce"
    elif "slots" in body:
        body["kind"] = "equipment"
    elif given or "description" in body:
        body["kind"] = "service"


def _put_terms(row: NamedRow, body: dict[str, Any], paths: dict[str, str]) -> None:
    """Cells of figures and choices, where the row's subject has them."""
    terms = _terms_of(body)
    cells = {
        key.removeprefix(_OF_TERMS): (key, cell)
        for key, cell in row.cells.items()
        if key.startswith(_OF_TERMS)
    }
    if terms is not None and "hours" in terms.figures and "hours" in row.cells:
        cells["hours"] = ("hours", row.cells["hours"])
    figures: dict[str, str] = {}
    choices: dict[str, str] = {}
    for name, (key, cell) in cells.items():
        meant = _candidates()[name]
        choice = next((each for each in meant if terms and each in terms.choices), None)
        figure = next((each for each in meant if terms and each in terms.figures), meant[0])
        if choice is not None and terms is not None:
            choices[choice], paths[f"choices.{choice}"] = _word(terms.choices[choice], cell), key
        else:
            figures[figure], paths[f"figures.{figure}"] = cell, key
    if figures:
        body["figures"] = figures
    if choices:
        body["choices"] = choices


def _terms_of(body: Mapping[str, Any]) -> Terms | None:
    catalogue, kind = sharing_catalogue(), body.get("kind")
    if kind == "workforce":
        return catalogue.workforce
    if kind not in ("service", "equipment") or "subject" not in body:
        return None
    key = read_subject(str(body["subject"]), kind, catalogue, [])
    direction = body.get("direction")
    if key is None or direction not in ("need", "offer"):
        return None
    return catalogue.subject(key).terms(direction)


def _word(choice: Choice, cell: str) -> str:
    """A word's key, of its label in either language."""
    known = {folded(text): key for key, labels in choice.labels.items() for text in labels}
    return known.get(folded(cell), cell)
