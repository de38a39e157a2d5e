"""Read what forms say, as the API takes it, and say what it refuses, by the form's own words.
Pure."""

import re
from collections.abc import Mapping
from typing import Final

from boucle.pages.translating import N_, Language, translator_of
from boucle.portal.api import ApiFault, ApiProblem

_translator = translator_of("boucle.portal")
LABELS: Final[Mapping[str, str]] = {
    "agenda": N_("Programme (s'il y en a un)"),
    "answer": N_("Votre réponse"),
    "auto_threshold": N_("Seuil d'envoi, quand Boucle invite (sur 100)"),
    "availability.months": N_("Quels mois ?"),
    "certainty": N_("Ce nombre est"),
    "comment": N_("Un mot de plus"),
    "contacts.email": N_("Adresse de courriel"),
    "contacts.name": N_("Nom"),
    "contacts.phone": N_("Téléphone (facultatif)"),
    "contacts.role": N_("Fonction (facultatif)"),
    "current_route.contract_end": N_("Contrat en cours jusqu'au"),
    "current_route.cost_eur_per_unit": N_("Coût aujourd'hui, en € par unité"),
    "current_route.operation": N_("Où va-t-il aujourd'hui ?"),
    "current_supply.contract_end": N_("Contrat en cours jusqu'au"),
    "current_supply.price_eur_per_unit": N_("Prix payé aujourd'hui, en € par unité"),
    "description": N_("Quoi ?"),
    "ends_at": N_("À"),
    "evidence": N_("Qui, quand (gardé dans l'historique)"),
    "family": N_("Précisez"),
    "host.name": N_("Qui accueille (si c'est décidé)"),
    "host.phone": N_("Son téléphone"),
    "k": N_("Parmi combien d'entreprises au moins une autre doit pouvoir se cacher"),
    "kind": N_("Genre"),
    "next_on": N_("Rappeler le (s'il le faut)"),
    "organisations": N_("Qui est invité"),
    "parties": N_("Qui donne, ou propose"),
    "place": N_("Lieu"),
    "quantity": N_("Combien par an ?"),
    "quantity.unit": N_("Unité"),
    "quantity.value": N_("Combien par an ?"),
    "question": N_("Votre question"),
    "reason": N_("Pourquoi ?"),
    "site_id": N_("Quel site ?"),
    "starts_at": N_("De"),
    "street": N_("Adresse (si vous la savez)"),
    "synergy_ids": N_("Qui est invité"),
    "territory": N_("Au nom de quel territoire"),
    "text": N_("Quoi ?"),
    "threshold": N_("Seuil : note à partir de laquelle une synergie est proposée (sur 100)"),
    "title": N_("Titre"),
    "what": N_("Quoi ?"),
    "with_whom": N_("Ou quelqu'un d'autre"),
}
"""What a field of the API is called where it is typed."""

_MOST: Final = 60  # characters of what was typed


def answer_of(form: Mapping[str, str], usual_reason: str | None) -> dict[str, object]:
    """Return an answer's body. ``consented``: interested, and may be named. ``usual_reason``: of a
    refusal that gives none."""
    said = form.get("reponse", "")
    if said == "consented":
        return {"answer": "interested", "consent": True}
    if said == "refused":
        return {"answer": said, "reason": form.get("raison") or usual_reason}
    return {"answer": said}


def filled(form: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed, blanks left out. ``names``: of each field of the API, in the form."""
    typed = {field: form.get(name, "").strip() for field, name in names.items()}
    return {field: value for field, value in typed.items() if value}


def decimal_of(text: str) -> str:
    """Return ``1 200,5`` as ``1200.5``; what is no number stays as it is, for the API to refuse."""
    return "".join(text.split()).replace(",", ".")


def said_of(problem: ApiProblem, language: Language) -> tuple[str, ...]:
    """Return what is wrong with what was typed, a line for each."""
    return tuple(named(one, language) for one in problem.faults) or (str(problem),)


def named(fault: ApiFault, language: Language) -> str:
    """Return the fault with its field as the form calls it, and what was typed there."""
    line = line_of(fault)
    typed = fault.value if isinstance(fault.value, str) else ""
    if typed and len(typed) <= _MOST and typed not in line:
        line = f"« {typed} » {line}"
    label = label_of(fault.field)
    if label is None:
        return line
    words = _translator(language)(label)
    return f"{words} {line}" if words.endswith("?") else f"{words} : {line}"


def label_of(field: str) -> str | None:
    """Return the label of ``body.contacts[0].email``; of a part the label of the whole."""
    path = re.sub(r"\[\d+\]|\.\d+(?=\.|$)", "", field.removeprefix("body."))
    while path not in LABELS and "." in path:
        path = path.rpartition(".")[0]
    return LABELS.get(path)


def line_of(fault: ApiFault) -> str:
    return f"{fault.message} ({fault.expected})" if fault.expected else fault.message
