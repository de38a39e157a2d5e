"""Codes of the field, checked: SIREN, SIRET, communes, NAF, treatments. Only how an activity is
spelt is put right."""

import re
from collections.abc import Iterable, Sequence
from types import ModuleType

from stdnum.fr import siren as stdnum_siren
from stdnum.fr import siret as stdnum_siret

from boucle.catalogue import (
    Activity,
    ActivityError,
    Catalogue,
    LowEntry,
    UnknownKeyError,
    read_activity,
)
from boucle.contract.events.registry import ActivityCode
from boucle.platform.errors import Fault, Faulty
from boucle.platform.translating import both, either, tr

_COMMUNE = re.compile(r"([0-9]{2}|2A|2B)[0-9]{3}")
_LEVELS_FR = {"group": "le groupe", "division": "la division"}
_OF_SITES = "the site's sub-class (APE code) such as 17.12Z, or its class"


def siren_fault(field: str, value: str) -> Fault | None:
    """9 digits with their Luhn check."""
    why = _wrong_number(value, stdnum_siren, 9)
    if why is None:
        return None
    right = "9 digits, the last one the Luhn check of the others"
    return Fault(field, value, tr("is not a SIREN: {why}", why=why), right)


def siret_fault(field: str, value: str) -> Fault | None:
    """14 digits with their Luhn check; La Poste's sites (356000000) sum to a multiple of 5."""
    why = _wrong_number(value, stdnum_siret, 14)
    if why is None:
        return None
    return Fault(
        field,
        value,
        tr("is not a SIRET: {why}", why=why),
        "14 digits, SIREN then NIC, with their Luhn check (La Poste: digits that sum to a "
        "multiple of 5); leave it out when unknown",
    )


def _wrong_number(value: str, number: ModuleType, digits: int) -> str | None:
    """What is wrong with one of INSEE's numbers, if anything is."""
    if not (value.isascii() and value.isdigit()):
        return "it holds something else than digits"
    if len(value) != digits:
        return tr("it has {count} digits, not {digits}", count=len(value), digits=digits)
    return None if number.is_valid(value) else "its check digit is wrong"


def commune_fault(field: str, value: str) -> Fault | None:
    """INSEE's five characters; whether such a commune exists is another question."""
    if _COMMUNE.fullmatch(value):
        return None
    return Fault(
        field,
        value,
        "is not the INSEE code of a commune",
        "five digits such as 14118, or 2A or 2B and three digits in Corsica; no postal code",
    )


def naf_fault(field: str, naf: ActivityCode, catalogue: Catalogue) -> Fault | None:
    """A site's code must stand in the nomenclature it names, and say at least its division."""
    faults: list[Fault] = []
    activity = read_naf((f"{field}.code", f"{field}.version"), naf, catalogue, faults)
    if activity is None:
        return faults[0]
    if activity.level == "section":
        right = tr("{of_sites}; at least its division", of_sites=_OF_SITES)
        return Fault(f"{field}.code", naf.code, "is a whole section", right)
    if not activity.exists:
        message = tr("is not in {nomenclature}", nomenclature=activity.nomenclature)
        near = tr("{nace}, which is in it, or what lies below it", nace=activity.nace)
        return Fault(f"{field}.code", naf.code, message, near)
    return None


def naf_doubts(field: str, naf: ActivityCode | None, catalogue: Catalogue) -> list[Fault]:
    """What is taken of a site, but says little: a group or a division."""
    activity = activity_of(naf, catalogue)
    if activity is None or activity.level not in ("group", "division"):
        return []
    message = tr(
        "says the {level} only: less is known of what the site gives and needs",
        level=both(activity.level, _LEVELS_FR[activity.level]),
    )
    return [Fault(f"{field}.code", activity.code, message, _OF_SITES)]


def normal_naf(naf: ActivityCode | None, catalogue: Catalogue) -> ActivityCode | None:
    """`c1712z` of `NAF rev.2` as `17.12Z` of `NAF rév. 2`. None where it cannot be read."""
    activity = activity_of(naf, catalogue)
    return ActivityCode(activity.code, activity.nomenclature) if activity else None


def ensure_family(field: str, key: str | None, catalogue: Catalogue) -> None:
    """Raises Faulty, with the nearest keys, on a family asked that the catalogue does not hold."""
    fault = None if key is None else family_fault(field, key, catalogue)
    if fault:
        raise Faulty(fault, place="query")


def family_fault(field: str, key: str, catalogue: Catalogue) -> Fault | None:
    try:
        catalogue.family(key)
    except UnknownKeyError as error:
        near = tr(" such as {near}", near=", ".join(error.near)) if error.near else ""
        right = tr("a family of the catalogue{near}", near=near)
        return Fault(field, key, "is not a family of the catalogue", right)
    return None


def read_naf(
    fields: tuple[str, str], naf: ActivityCode, catalogue: Catalogue, faults: list[Fault]
) -> Activity | None:
    """What a code of NAF, NACE or ISIC says. ``fields``: what holds the code, and its version."""
    try:
        return read_activity(catalogue, naf.code, naf.version)
    except ActivityError as error:
        field = fields[error.about == "nomenclature"]
        faults.append(Fault(field, error.value, error.message, error.expected))
        return None


def activity_of(naf: ActivityCode | None, catalogue: Catalogue) -> Activity | None:
    """What a site's code says of its activity. None where it cannot be read."""
    return read_naf(("code", "version"), naf, catalogue, []) if naf else None


def nace_of(naf: ActivityCode | None, catalogue: Catalogue) -> str | None:
    """The same, as the catalogue names activities: a code of NACE rev. 2."""
    activity = activity_of(naf, catalogue)
    return activity.nace if activity else None


def read_low(field: str, code: str, catalogue: Catalogue, faults: list[Fault]) -> LowEntry | None:
    """The entry of a List of Waste code, however spaced; hazardous ones with their star or not."""
    try:
        entry = catalogue.low(code)
    except UnknownKeyError as error:
        near = tr(" ({near} exist)", near=", ".join(error.near)) if error.near else ""
        right = tr("a six-digit List of Waste code such as 19 12 07{near}", near=near)
        faults.append(Fault(field, code, "is not a List of Waste code", right))
        return None
    if entry.hazardous or not code.rstrip().endswith("*"):
        return entry
    message = tr(
        "has the star of a hazardous waste, and {code} ({label}) is none",
        code=entry.code,
        label=both(entry.label_en, entry.label_fr),
    )
    right = tr("{code} without a star", code=entry.code)
    if entry.twins:
        right = tr(
            "{code} without a star, or where it is hazardous {twins}",
            code=entry.code,
            twins=either(f"{each}*" for each in entry.twins),
        )
    faults.append(Fault(field, code, message, right))
    return None


def operation_fault(field: str, code: str, catalogue: Catalogue) -> Fault | None:
    """An R or D operation of the waste framework directive."""
    known = [operation.code for operation in catalogue.operations]
    if code in known:
        return None
    return Fault(
        field,
        code,
        "is not a recovery (R) or disposal (D) operation",
        tr("one of {words}", context="code", words=", ".join(known)),
    )


def treatments_faults(field: str, codes: Sequence[str], catalogue: Catalogue) -> Iterable[Fault]:
    """What is wrong with the operations a site may carry out."""
    for index, code in enumerate(codes):
        fault = operation_fault(f"{field}[{index}]", code, catalogue)
        if fault:
            yield fault
