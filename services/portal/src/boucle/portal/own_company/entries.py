"""A new flow as it was typed, by a company or by an animator beside the machine, as the API takes
it. Pure."""

from typing import Any, Final

from boucle.pages.forms import Form
from boucle.portal.answers import decimal_of
from boucle.portal.own_company.flow_forms import NONE_OF_THESE, choice_of
from boucle.portal.own_company.shapes import Understood

FIELDS: Final = ("sens", "quoi", "quantite", "unite", "site", "famille", "certitude")
_TEXT: Final = 500


def text_of(form: Form) -> str:
    return form.get("quoi", "").strip()[:_TEXT]


def is_unclear(form: Form, found: Understood) -> bool:
    """Tell whether the text may be several things, and nobody said which."""
    return found.settled is None and bool(found.items) and choice_of(form) is None


def flow_of(form: Form, found: Understood) -> dict[str, Any]:
    chosen = choice_of(form)
    family = None if chosen == NONE_OF_THESE else chosen or found.settled
    natures = {one.family: one.nature for one in found.items}
    return {
        "site_id": form.get("site"),
        "direction": form.get("sens"),
        "text": text_of(form),
        "family": family,
        "nature": natures.get(family or ""),
        "quantity": {"value": decimal_of(form.get("quantite", "")), "unit": form.get("unite")},
        "certainty": form.get("certitude") or "estimated",
    }
