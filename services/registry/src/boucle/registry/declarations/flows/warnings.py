"""What a flow is taken with although it may be wrong; nothing is refused for it. Pure.

A warning is a fault with its French words, field, value and what would be right.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from boucle.catalogue import (
    Catalogue,
    ReadingWarning,
    TypicalFlow,
    from_base,
    most_usual,
    reading_warnings,
    to_base,
    understood,
)
from boucle.registry.domain.entities import FlowDraft
from boucle.registry.domain.faults import Fault
from boucle.registry.domain.values.conversions import Conversion, sentence

_THREE_DECIMALS: Final = re.compile(r"[1-9]\d{0,2}\.\d{3}")
LARGE_SITE: Final = 1_000
"""Employees. Few sites have more: a flow beyond what so many usually give or need is unlikely."""
_RIGHT: Final = {
    "text": (
        "what the thing is, in French or English",
        "ce qu'est la chose, en français ou en anglais",
    ),
    "low": (
        "the waste code of what the text names, or a text of what the code names",
        "le code déchet de ce que dit le texte, ou un texte de ce que dit le code",
    ),
}


def kept_warnings(draft: FlowDraft, catalogue: Catalogue) -> Iterator[Fault]:
    """What the flow as it is kept tells: where it was guessed, and what it lacks."""
    if draft.shares_assumed:
        yield Fault(
            "families",
            ", ".join(one.family for one in draft.families),
            "are a mixture without shares: its parts are taken as equal, its certainty is "
            "estimated at best",
            "a share of each family, such as 0.4 for 40 %",
            (
                "sont un mélange sans parts : elles sont prises égales, la certitude est au mieux "
                "« estimé »",
                "une part de chaque famille, telle que 0.4 pour 40 %",
            ),
        )
    if draft.temperature_read:
        yield _temperature_read(draft)
    if draft.conversion is not None:
        yield _converted(draft, draft.conversion)
    yield from _lacking(draft, catalogue)


def written_warnings(
    draft: FlowDraft, nace: str | None, treatments: Sequence[str], catalogue: Catalogue
) -> Iterator[Fault]:
    """All that a write warns of. ``nace``, ``treatments``: of the flow's site."""
    yield from kept_warnings(draft, catalogue)
    yield from _of_text(catalogue, draft.text, draft.low)
    yield from _unclassified(draft)
    yield from _of_point(draft)
    yield from _of_quantity(draft, nace, catalogue)
    if not treatments:
        yield from _of_treatments(draft, catalogue)


def _converted(draft: FlowDraft, one: Conversion) -> Fault:
    said, said_fr = (sentence(one, draft.quantity, language) for language in ("en", "fr"))
    value, unit = draft.quantity.value, draft.quantity.unit
    return Fault(
        "quantity",
        f"{one.value} {one.unit}",
        f"was converted: {said}",
        f"the quantity of a year in {unit}, where it is known better than {value}",
        (f"a été convertie : {said_fr}", f"la quantité d'une année en {unit}, si elle est connue"),
    )


def _of_point(draft: FlowDraft) -> Iterator[Fault]:
    """``12.345`` may also have been meant as thousands."""
    value = draft.quantity.value
    if draft.conversion is None and _THREE_DECIMALS.fullmatch(value):
        whole = value.replace(".", "")
        yield Fault(
            "quantity.value",
            value,
            f"has three decimals: the sign before them was read as decimal, not as {whole}",
            f"{whole}, if that is meant",
            (
                "a trois décimales : le signe qui les précède a été lu comme décimal, non comme "
                f"{whole}",
                f"{whole}, si c'est ce que vous vouliez dire",
            ),
        )


def _temperature_read(draft: FlowDraft) -> Fault:
    known = draft.qualities["temperature"]
    span = known.low if known.high in (None, known.low) else f"{known.low}..{known.high}"
    return Fault(
        "qualities.temperature",
        span,
        f"was not declared: {span} °C was read in the text",
        "qualities.temperature as declared, where the text says it otherwise",
        (
            f"n'était pas déclarée : {span} °C a été lu dans le texte",
            "qualities.temperature, déclarée, si le texte le dit autrement",
        ),
    )


def _lacking(draft: FlowDraft, catalogue: Catalogue) -> Iterator[Fault]:
    """Qualities that a family which was read, not declared, says little without."""
    if draft.family is None or not catalogue.has_family(draft.family):
        return
    family = catalogue.family(draft.family)
    if draft.direction == "input" and family.nature != "energy":
        return
    for key in family.required:
        if key not in draft.qualities:
            attribute = catalogue.attribute(key)
            right = f"{attribute.low:g} to {attribute.high:g} {attribute.unit}"
            yield Fault(
                f"qualities.{key}",
                None,
                f"is not known, and family {family.key} says little without it: whether a "
                "partner's limits hold stays open",
                f"low and/or high, from {right}",
                (
                    f"n'est pas connue, et « {family.label_fr} » dit peu sans elle : on ne sait si "
                    "les limites d'un partenaire sont tenues",
                    f"une valeur ou deux, low et high, de {right.replace(' to ', ' à ')}",
                ),
            )


@lru_cache(maxsize=4096)  # tools send the same again and again
def _of_text(catalogue: Catalogue, text: str | None, low: str | None) -> tuple[Fault, ...]:
    read = tuple(map(_of_reading, reading_warnings(catalogue, text, low)))
    if text is None or understood(catalogue, text):
        return read
    message = "has no word that names a thing the catalogue knows"
    message_fr = "n'a pas de mot qui désigne une chose que le catalogue connaît"
    right, right_fr = _RIGHT["text"]
    return (Fault("text", text, message, right, (message_fr, right_fr)), *read)


def _unclassified(draft: FlowDraft) -> Iterator[Fault]:
    if draft.family is None:
        yield Fault(
            "family",
            None,
            "could not be read in text or code: while it is unknown, the flow is matched with "
            "nothing",
            "a family of the catalogue, such as one of the suggestions",
            (
                "n'a pu être lue dans le texte ni le code : tant qu'elle est inconnue, le flux "
                "n'est rapproché de rien",
                "une famille du catalogue, telle qu'une de celles proposées (suggestions)",
            ),
        )


def _of_reading(warning: ReadingWarning) -> Fault:
    right, right_fr = _RIGHT[warning.field]
    return Fault(warning.field, warning.value, warning.en, right, (warning.fr, right_fr))


def _of_quantity(draft: FlowDraft, nace: str | None, catalogue: Catalogue) -> Iterator[Fault]:
    """More than a large site of the activity usually has; where that is not known to have it, than
    one of any activity."""
    families = [one.family for one in draft.families] or [draft.family or ""]
    usual = [most_usual(catalogue, each, draft.direction, nace) for each in families]
    known = [line for line in usual if line is not None]
    if not known or len(known) < len(families):
        return
    most = sum(_of_large_site(line, catalogue) for line in known)
    if draft.base <= most:
        return
    family = catalogue.family(known[0].family)
    amount = from_base(most, family.unit, family.nature, family.density_t_per_m3)
    said = f"{amount:,.0f}".replace(",", " ") + f" {family.unit}"
    activities = ", ".join(sorted({line.nace for line in known}))
    verb, verb_fr = {"output": ("gives", "donne"), "input": ("needs", "prend")}[draft.direction]
    yield Fault(
        "quantity.value",
        draft.quantity.value,
        f"is more than a site of {LARGE_SITE} employees usually {verb} (activity {activities}): "
        f"{said} a year",
        "the quantity of one year, in the unit that it is counted in",
        (
            f"est plus que ce qu'un site de {LARGE_SITE} salariés {verb_fr} d'ordinaire (activité "
            f"{activities}) : {said} par an",
            "la quantité d'une année, dans l'unité où elle est comptée",
        ),
    )


def _of_large_site(line: TypicalFlow, catalogue: Catalogue) -> int:
    family = catalogue.family(line.family)
    amount = Decimal(str(line.high)) * LARGE_SITE
    return to_base(amount, line.unit, family.nature, family.density_t_per_m3)


def _of_treatments(draft: FlowDraft, catalogue: Catalogue) -> Iterator[Fault]:
    """Of a need of matter or water that waste could serve, at a site that says of no operation that
    it may do it."""
    excluded = draft.accepts and "waste" not in draft.accepts
    if draft.direction == "output" or draft.nature == "energy" or excluded:
        return
    families = {draft.family, *(one.family for one in draft.families)} - {None}
    operations = {
        operation
        for each in families
        if each is not None and catalogue.has_family(each)
        for route in catalogue.routes_to(each)
        if "waste" in route.statuses
        for operation in route.operations
    }
    if operations:
        codes = ", ".join(sorted(operations))
        yield Fault(
            "site.treatments",
            None,
            "is empty: whether the site may receive waste is not known, and what is offered as "
            "waste counts for less here",
            f"treatments of the site ({codes}), or accepts without waste",
            (
                "est vide : on ne sait si le site peut recevoir des déchets, et ce qui s'offre "
                "comme déchet compte moins ici",
                f"les opérations du site ({codes}), ou accepts sans « waste »",
            ),
        )
