"""Qualities that cannot be, and fields of one flow that cannot both be right."""

from collections.abc import Iterator, Mapping

import msgspec

from boucle.catalogue import (
    Catalogue,
    FlowAsDeclared,
    Interval,
    UnknownKeyError,
    contradictions,
    likely,
    plausible,
    quality_fault,
)
from boucle.contract.events.registry import QualityRange
from boucle.platform.errors import Fault
from boucle.platform.translating import both, tr
from boucle.registry.declarations.flows.sent import SentFlow
from boucle.registry.domain.entities import FlowDraft


def quality_faults(qualities: Mapping[str, QualityRange], catalogue: Catalogue) -> Iterator[Fault]:
    for key, known in qualities.items():
        fault = quality_fault(catalogue, key, _interval(known), known.unit)
        if fault is not None:
            message = both(fault.message, fault.message_fr)
            right = _right_quality(key, catalogue)
            yield Fault(f"qualities.{key}", shown(known), message, right)


def _right_quality(key: str, catalogue: Catalogue) -> str:
    try:
        attribute = catalogue.attribute(key)
    except UnknownKeyError:
        known = ", ".join(each.key for each in catalogue.attributes)
        known_fr = ", ".join(each.label_fr for each in catalogue.attributes)
        return tr("one of {words}", context="quality", words=both(known, known_fr))
    return tr(
        "low and/or high in {unit}, low not above high, from {low} to {high}",
        unit=attribute.unit,
        low=f"{attribute.low:g}",
        high=f"{attribute.high:g}",
    )


def disagreeing_fields(
    draft: FlowDraft, declared: SentFlow, catalogue: Catalogue
) -> Iterator[Fault]:
    """One fault for each two fields that disagree, both named in its message."""
    stated = FlowAsDeclared(
        family=draft.family,
        direction=draft.direction,
        nature=draft.nature,
        form=draft.form,
        hazardous=declared.hazardous,
        low=draft.low,
        legal_status=draft.legal_status,
        qualities={key: _interval(known) for key, known in draft.qualities.items()},
        likely=() if draft.family else _plausible(draft, declared, catalogue),
        text=declared.text,
        read=declared.family is None and not declared.families,
    )
    for found in contradictions(catalogue, stated):
        one, other = _sent(found.field_a, declared), _sent(found.field_b, declared)
        yield Fault(
            one,
            _value(one, draft, declared),
            tr(
                "{one} and {other} disagree: {why}",
                one=one,
                other=other,
                why=both(found.message, found.message_fr),
            ),
            tr("{one} and {other} that agree", one=one, other=other),
            against=other,
        )


def _plausible(draft: FlowDraft, declared: SentFlow, catalogue: Catalogue) -> tuple[str, ...]:
    """By the text when there is one: what the code says is held against it."""
    low = None if declared.text else draft.low
    return plausible(likely(catalogue, declared.text, low=low, nature=draft.nature))


def _sent(field: str, declared: SentFlow) -> str:
    """A deduced family is named by the field it was deduced from."""
    if field != "family" or declared.family is not None:
        return field
    if declared.families:
        return "families[0].family"
    return "text" if declared.text is not None else "low"


def _value(field: str, draft: FlowDraft, declared: SentFlow) -> object:
    if field == "hazardous":
        return declared.hazardous
    if field.startswith("families"):
        return draft.family
    if field.startswith("qualities."):
        known = draft.qualities.get(field.removeprefix("qualities."))
        return None if known is None else shown(known)
    return shown(getattr(draft, field))


def _interval(known: QualityRange) -> Interval:
    return Interval(
        None if known.low is None else float(known.low),
        None if known.high is None else float(known.high),
    )


def shown(value: object) -> object:
    """A value as a problem shows it."""
    if isinstance(value, QualityRange):
        return known_text(value)
    if isinstance(value, msgspec.Struct):
        return msgspec.json.encode(value).decode()
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return value if value is None or isinstance(value, str | bool | int | float) else str(value)


def known_text(known: QualityRange) -> str:
    """``15..25 %``: how people write a range."""
    return f"{known.low or ''}..{known.high or ''} {known.unit or ''}".strip()
