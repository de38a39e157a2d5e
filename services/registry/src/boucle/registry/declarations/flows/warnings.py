"""What a flow is taken with although it may be wrong; nothing is refused for it. Pure.

A warning is a fault with its French words, field, value and what would be right.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from boucle.catalogue import (
    BELIEVED,
    LARGE_SITE,
    Catalogue,
    ReadingWarning,
    from_base,
    most_of_large_site,
    reading_warnings,
    understood,
)
from boucle.platform.errors import Fault
from boucle.platform.translating import both, tr
from boucle.registry.declarations.flows.prices import prices_of
from boucle.registry.declarations.usual import unusual
from boucle.registry.domain.entities import FlowDraft
from boucle.registry.domain.values.conversions import Conversion, sentence

_THREE_DECIMALS: Final = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_RIGHT: Final = {
    "text": "what the thing is, in French or English",
    "low": "the waste code of what the text names, or a text of what the code names",
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
    things = [catalogue.family(key).group for key in (draft.family,) if key]
    yield from unusual((*things, draft.nature), prices_of(draft))
    if not treatments:
        yield from _of_treatments(draft, catalogue)


def _converted(draft: FlowDraft, one: Conversion) -> Fault:
    said, said_fr = (sentence(one, draft.quantity, language) for language in ("en", "fr"))
    value, unit = draft.quantity.value, draft.quantity.unit
    return Fault(
        "quantity",
        f"{one.value} {one.unit}",
        tr("was converted: {said}", said=said, said_fr=said_fr),
        tr(
            "the quantity of a year in {unit}, where it is known better than {value}",
            unit=unit,
            value=value,
        ),
    )


def _of_point(draft: FlowDraft) -> Iterator[Fault]:
    """``12.345`` may also have been meant as thousands."""
    value = draft.quantity.value
    if draft.conversion is None and _THREE_DECIMALS.fullmatch(value):
        whole = value.replace(".", "")
        yield Fault(
            "quantity.value",
            value,
            tr(
                "has three decimals: the sign before them was read as decimal, not as {whole}",
                whole=whole,
            ),
            tr("{whole}, if that is meant", whole=whole),
        )


def _temperature_read(draft: FlowDraft) -> Fault:
    known = draft.qualities["temperature"]
    span = known.low if known.high in (None, known.low) else f"{known.low}..{known.high}"
    return Fault(
        "qualities.temperature",
        span,
        tr("was not declared: {span} °C was read in the text", span=span),
        "qualities.temperature as declared, where the text says it otherwise",
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
                tr(
                    "is not known, and family {key} says little without it: whether a partner's "
                    "limits hold stays open",
                    key=family.key,
                    label_fr=family.label_fr,
                ),
                tr(
                    "low and/or high, from {right}",
                    right=right,
                    value_fr=right.replace(" to ", " à "),
                ),
            )


@lru_cache(maxsize=4096)  # tools send the same again and again
def _of_text(catalogue: Catalogue, text: str | None, low: str | None) -> tuple[Fault, ...]:
    read = tuple(map(_of_reading, reading_warnings(catalogue, text, low)))
    if text is None or understood(catalogue, text):
        return read
    message = "has no word that names a thing the catalogue knows"
    return (Fault("text", text, message, _RIGHT["text"]), *read)


def _unclassified(draft: FlowDraft) -> Iterator[Fault]:
    if draft.family is None:
        yield Fault(
            "family",
            None,
            "could not be read in text or code: while it is unknown, the flow is matched with "
            "nothing",
            "a family of the catalogue, such as one of the suggestions",
        )


def _of_reading(warning: ReadingWarning) -> Fault:
    message = both(warning.en, warning.fr)
    return Fault(warning.field, warning.value, message, _RIGHT[warning.field])


def _of_quantity(draft: FlowDraft, nace: str | None, catalogue: Catalogue) -> Iterator[Fault]:
    """More than a large site of the activity usually has; where that is not known to have it, than
    one of any activity."""
    families = [one.family for one in draft.families] or [draft.family or ""]
    found = most_of_large_site(catalogue, families, draft.direction, nace)
    if found is None or draft.base <= found[0]:
        return
    most, activities = found
    family = catalogue.family(families[0])
    amount = from_base(most, family.unit, family.nature, family.density_t_per_m3)
    said = f"{amount:,.0f}".replace(",", " ") + f" {family.unit}"
    verb, verb_fr = {"output": ("gives", "donne"), "input": ("needs", "prend")}[draft.direction]
    of_any = most_of_large_site(catalogue, families, draft.direction, None)
    beyond = of_any is not None and draft.base > BELIEVED * of_any[0]
    yield Fault(
        "quantity.value",
        draft.quantity.value,
        tr(
            "is more than a site of {large_site} employees usually {verb} (activity "
            "{activities}): {said} a year",
            large_site=LARGE_SITE,
            verb=verb,
            activities=both(*[", ".join(activities)] * 2),
            said=said,
            verb_fr=verb_fr,
        ),
        "the quantity of one year, in the unit that it is counted in; so much is in no figure of "
        "the territory"
        if beyond
        else "the quantity of one year, in the unit that it is counted in",
    )


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
            tr("treatments of the site ({codes}), or accepts without waste", codes=codes),
        )
