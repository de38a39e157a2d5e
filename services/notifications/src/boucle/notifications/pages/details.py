"""What a company's own flow really is: the fields of an answer page, and what was typed in them.
Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from boucle.catalogue.wording.figures import Language
from boucle.catalogue.wording.phrases import MONTHS
from boucle.notifications.directory.answer import ContactAnswer, Own, OwnFlow
from boucle.notifications.directory.details import FlowDetails, NotCorrected
from boucle.notifications.pages.forms import Field, InvalidForm
from boucle.pages.forms import Form
from boucle.pages.translating import N_

_MONTHS: Final = range(1, 13)
_LONGEST: Final = 60  # characters
NOTHING: Final = N_("Remplissez au moins l'un des champs.")
_GONE: Final = N_("Ce flux n'est plus déclaré : écrivez à l'animation de votre territoire.")
_FIELDS: Final[Mapping[str, Field]] = {
    "quantity": "quantity", "months": "months", "cost": "cost", "phone": "phone"
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DetailsForm:
    """``values``: what was typed, else what is declared; ``months``: each with its name, and
    whether it is chosen. ``sold``: the flow leaves the site."""

    flow: str
    unit: str
    values: Form
    months: tuple[tuple[int, str, bool], ...]
    sold: bool


def details_form(
    own: Own | None, contact: ContactAnswer | None, typed: Form, language: Language, *, sold: bool
) -> DetailsForm | None:
    """Return the form of the reader's own flow; None of what is no flow."""
    if not isinstance(own, OwnFlow):
        return None
    declared = {
        "quantity": own.quantity.value,
        "cost": own.cost or "",
        "phone": (contact.phone if contact else None) or "",
    }
    again = typed.get("answer") == "details"
    chosen = _chosen(typed) if again else own.months
    return DetailsForm(
        flow=own.text or own.site,
        unit=own.quantity.unit,
        values={name: typed.get(name, "") if again else one for name, one in declared.items()},
        months=tuple((one, MONTHS[str(one)][language], one in chosen) for one in _MONTHS),
        sold=sold,
    )


def details_of(form: Form, own: Own | None, contact: ContactAnswer | None) -> FlowDetails | None:
    """Return what was changed; None for another form. Raise InvalidForm."""
    if form.get("answer") != "details":
        return None
    if not isinstance(own, OwnFlow):
        raise InvalidForm("quantity", _GONE)
    quantity = _changed(form, "quantity", own.quantity.value)
    cost = _changed(form, "cost", own.cost)
    phone = _changed(form, "phone", contact.phone if contact else None)
    months = _chosen(form)
    chosen = months if months != own.months else None
    if form.get("measured") and quantity is None:
        quantity = own.quantity.value
    if quantity is None and cost is None and phone is None and chosen is None:
        raise InvalidForm("quantity", NOTHING)
    return FlowDetails(quantity, own.quantity.unit, chosen, cost, phone)


def refusal(error: NotCorrected) -> InvalidForm:
    """Return what the page says of what registry refuses, at the field that it is about."""
    if error.gone:
        return InvalidForm("quantity", _GONE, 409)
    first = error.field.removeprefix("body.").split(".")[0].split("[")[0]
    return InvalidForm(_FIELDS.get(first, "quantity"), error.said)


def _changed(form: Form, name: str, before: str | None) -> str | None:
    text = form.get(name, "").replace("\x00", "").strip()[:_LONGEST]
    return text if text and text != (before or "") else None


def _chosen(form: Form) -> tuple[int, ...]:
    return tuple(one for one in _MONTHS if form.get(f"mois_{one}"))
