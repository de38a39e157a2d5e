"""The columns of a file of sharings, and a row of it as the body of a sharing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final

from boucle.catalogue.sharing import SharingCatalogue, Terms, sharing_catalogue
from boucle.registry.api.files.rows import Row
from boucle.registry.declarations.sharings.subjects import read_subject
from boucle.registry.domain.values import week, words
from boucle.registry.domain.values.words import folded
from boucle.registry.domain.values.wrong import WrongValue
from boucle.registry.files.layout import Column, Columns, Path, RowFault

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
_TERMS: Final = "terms"
_APART: Final = ("site", "reference", "hours")


def _end(text: str) -> dict[str, Any]:
    """``14118``, or ``49.18, -0.37``."""
    parts = text.replace(";", ",").split(", " if ", " in text else ",")
    if len(parts) == 1:
        return {"commune_code": parts[0].strip()}
    try:
        latitude, longitude = (float(part.strip().replace(",", ".")) for part in parts)
    except ValueError:
        return {"commune_code": text}
    return {"latitude": latitude, "longitude": longitude}


_READERS: Final[Mapping[str, Callable[[str], object]]] = {
    "origin": _end,
    "destination": _end,
    "weekdays": lambda text: list(week.read_weekdays(text)),
    "slots": week.read_slots,
    "months": week.read_year,
    "excluded": lambda text: [each.strip() for each in text.replace(";", ",").split(",")],
    "notice_months": lambda text: int(text) if text.isdecimal() else text,
    "direction": words.SHARING_DIRECTION,
    "kind": words.SHARING_KIND,
}
"""Of cells that are more than a text which the field itself reads. ``hours``: by the subject."""


def _column(key: str, names: Sequence[str]) -> Column:
    read = _READERS.get(key, str)
    aliases = (key, *names[1:])
    return Column(names[0], (key,), lambda text, _: read(text), aliases, key == "direction")


@cache
def sharing_columns() -> Columns:
    """Those of every sharing, then every figure and choice by its key and its label. What is both
    is read by the row's subject."""
    plain = [_column(key, names) for key, names in _PLAIN.items()]
    taken = {folded(name) for one in plain for name in (one.name, *one.aliases)}
    terms = (Column(name, (_TERMS, name)) for name in _candidates() if name not in taken)
    return Columns((*plain, *terms), called=header_named)


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
    "machine": "machine",
    "vehicle": "véhicule",
    "permanent": "permanent",
}


def _all_terms(catalogue: SharingCatalogue) -> Iterator[Terms]:
    for subject in catalogue.subjects.values():
        yield from (terms for terms in (subject.need, subject.offer) if terms)
    yield catalogue.workforce


def header_named(path: Path) -> str:
    """What a column would be called that fills this field."""
    outer, inner = path[0], ".".join(path[1:])
    if outer == "figures":
        labels = (
            terms.figures[inner].label_fr
            for terms in _all_terms(sharing_catalogue())
            if inner in terms.figures
        )
        return next(labels, inner)
    if outer == "choices":
        return _CHOICES_FR.get(inner, inner)
    return _PLAIN[outer][0] if outer in _PLAIN else ".".join(path)


def body_of(
    row: Row, fields: Mapping[str, Any], defaults: Mapping[str, str]
) -> tuple[dict[str, Any], dict[Path, int], list[RowFault]]:
    """The body that the row's fields say, without ``site`` and ``reference``; by figure and choice,
    the column that filled it; and the cells that are wrong. ``defaults``: of cells that are
    empty."""
    own = {key: value for key, value in fields.items() if key in _PLAIN and key not in _APART}
    body: dict[str, Any] = {"certainty": "estimated", **defaults, **own}
    places: dict[Path, int] = {}
    faults: list[RowFault] = []
    _complete(body)
    _put_terms(row, fields, body, places)
    if "hours" in fields and ("figures", "hours") not in places:
        try:
            body["hours"] = list(week.read_hours(fields["hours"]))
        except WrongValue as wrong:
            fault = row.fault(("hours",), fields["hours"], wrong.message, wrong.expected)
            faults.append(fault)
    return body, places, faults


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


def _put_terms(
    row: Row, fields: Mapping[str, Any], body: dict[str, Any], places: dict[Path, int]
) -> None:
    """Cells of figures and choices, where the row's subject has them."""
    terms = _terms_of(body)
    cells: dict[Path, str] = {(_TERMS, name): cell for name, cell in fields.get(_TERMS, {}).items()}
    if terms is not None and "hours" in terms.figures and "hours" in fields:
        cells["hours",] = fields["hours"]
    for path, cell in cells.items():
        meant = _candidates()[path[-1]]
        choice = next((each for each in meant if terms and each in terms.choices), None)
        figure = next((each for each in meant if terms and each in terms.figures), meant[0])
        at = ("figures", figure) if choice is None else ("choices", choice)
        body.setdefault(at[0], {})[at[1]] = cell
        place = row.layout.place_of(path)
        if place is not None:
            places[at] = place


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
