"""A flow that is corrected: how it is shown in the form, and what of it changed. Pure."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from boucle.pages.forms import Form
from boucle.pages.translating import N_, Language, Translator
from boucle.portal.answers import decimal_of
from boucle.portal.companies.shapes import ShownFlow
from boucle.portal.own_company.shapes import CorrectedFlow, Suggested

UNITS: Final = ("t", "kg", "m3", "MWh", "kWh")
NONE_OF_THESE: Final = "aucune"
FIELDS: Final = (
    *("quoi", "famille", "quantite", "unite", "mois", "certitude", "destination", "prix"),
    *("contrat", "version"),
)
_MONTHS: Final = (
    *(N_("janvier"), N_("février"), N_("mars"), N_("avril"), N_("mai"), N_("juin")),
    *(N_("juillet"), N_("août"), N_("septembre"), N_("octobre"), N_("novembre"), N_("décembre")),
)
_CHANGED: Final = N_("Ce flux a changé pendant que vous écriviez : relisez-le, puis enregistrez.")


def choice_of(form: Form) -> str | None:
    """Return what was chosen among families that were offered for this very text."""
    read = form.get("lu", "") == form.get("quoi", "").strip()
    return (form.get("famille") or None) if read else None


def shown_in_form(flow: CorrectedFlow, _: Translator) -> dict[str, str]:
    """Return what stands in each field before anything is typed."""
    said = flow.quantity_as_declared or flow.quantity
    price, until = _price(flow)
    route = flow.current_route
    return {
        "quoi": flow.text or "",
        "famille": "",
        "quantite": _decimal(said.value, _.language),
        "unite": said.unit,
        "mois": months_in_words(flow.availability.months, _),
        "certitude": flow.certainty or "estimated",
        "destination": (route.operation or "") if route else "",
        "prix": _decimal(price, _.language),
        "contrat": until,
        "version": str(flow.version),
    }


def _price(flow: CorrectedFlow) -> tuple[str, str]:
    """Return what it costs by unit, and until when."""
    if route := flow.current_route:
        return route.cost_eur_per_unit or "", route.contract_end or ""
    if supply := flow.current_supply:
        return supply.price_eur_per_unit or "", supply.contract_end or ""
    return "", ""


def _decimal(text: str, language: Language) -> str:
    plain = f"{Decimal(text).normalize():f}" if _is_decimal(text) else text
    return plain if language == "en" else plain.replace(".", ",")


def _is_decimal(text: str) -> bool:
    return text.lstrip("-").replace(".", "", 1).isdigit()


def months_in_words(months: Sequence[int], _: Translator) -> str:
    """Return ``janvier à mars, mai``, which the API reads too."""
    if len(months) == len(_MONTHS):
        return _("toute l'année")
    spans: list[list[int]] = []
    for month in sorted(months):
        if spans and month == spans[-1][-1] + 1:
            spans[-1].append(month)
        else:
            spans.append([month])
    return ", ".join(_span(span, _) for span in spans)


def _span(span: list[int], _: Translator) -> str:
    first, last = _(_MONTHS[span[0] - 1]), _(_MONTHS[span[-1] - 1])
    return first if first == last else _("{debut} à {fin}", debut=first, fin=last)


def changed(
    flow: CorrectedFlow,
    form: Form,
    suggested: Sequence[Suggested],
    family: str | None,
    _: Translator,
) -> dict[str, Any]:
    """Return what to merge onto the flow: only what differs. ``family``: what its text
    means by now."""
    before = shown_in_form(flow, _)
    typed = {name: form.get(name, "").strip() for name in FIELDS}
    new = {name for name in FIELDS if typed[name] != before[name]}
    patch: dict[str, Any] = {}
    if new & {"quoi", "famille"}:
        natures = {one.family: one.nature for one in suggested}
        patch |= {"text": typed["quoi"][:500] or None, "family": family, "families": None}
        patch["nature"] = natures.get(family or "", flow.nature)
    if new & {"quantite", "unite"}:
        patch["quantity"] = {"value": decimal_of(typed["quantite"]), "unit": typed["unite"]}
    if "mois" in new:
        patch["availability"] = {"months": typed["mois"] or None}
    if "certitude" in new:
        patch["certainty"] = typed["certitude"]
    if today := _today(flow, typed, new):
        patch["current_route" if flow.direction == "output" else "current_supply"] = today
    return patch


def _today(flow: ShownFlow, typed: Mapping[str, str], new: set[str]) -> dict[str, Any]:
    price = "cost_eur_per_unit" if flow.direction == "output" else "price_eur_per_unit"
    names = {"prix": price, "contrat": "contract_end"}
    if flow.direction == "output":
        names["destination"] = "operation"
    return {
        field: (decimal_of(typed[name]) if name == "prix" else typed[name]) or None
        for name, field in names.items()
        if name in new
    }


def stale(_: Translator) -> str:
    return _(_CHANGED)
