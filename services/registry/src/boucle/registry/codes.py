"""Codes of the field, checked: SIREN, SIRET, communes, NAF, treatments. Nothing is corrected."""

import re
from collections.abc import Iterable, Sequence

from stdnum.exceptions import ValidationError
from stdnum.fr import siren as stdnum_siren
from stdnum.fr import siret as stdnum_siret

from boucle.catalogue import Catalogue, UnknownKeyError
from boucle.common.events.registry import ActivityCode
from boucle.registry.faults import Fault, Faulty

_COMMUNE = re.compile(r"([0-9]{2}|2A|2B)[0-9]{3}")
_NACE_2 = "NAF rév. 2"  # its classes are those of NACE rev. 2, which the catalogue speaks


def siren_fault(field: str, value: str) -> Fault | None:
    """9 digits with their Luhn check."""
    if value.isascii() and value.isdigit():
        try:
            stdnum_siren.validate(value)
        except ValidationError:
            pass
        else:
            return None
    return Fault(
        field,
        value,
        "is not a SIREN: its length or its check digit is wrong",
        "9 digits, the last one the Luhn check of the others, without spaces",
    )


def siret_fault(field: str, value: str) -> Fault | None:
    """14 digits with their Luhn check; La Poste's sites (356000000) sum to a multiple of 5."""
    if value.isascii() and value.isdigit():
        try:
            stdnum_siret.validate(value)
        except ValidationError:
            pass
        else:
            return None
    return Fault(
        field,
        value,
        "is not a SIRET: its length or its check digit is wrong",
        "14 digits, SIREN then NIC, with their Luhn check (La Poste: digits that sum to a "
        "multiple of 5); leave it out when unknown",
    )


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
    """The code must exist in the nomenclature it names."""
    try:
        catalogue.check_naf(naf.code, naf.version)
    except ValueError as error:
        known = naf.version in catalogue.nomenclatures
        return Fault(
            f"{field}.code" if known else f"{field}.version",
            naf.code if known else naf.version,
            str(error),
            "a NAF sub-class such as 17.12Z, with its nomenclature: "
            + " or ".join(catalogue.nomenclatures),
        )
    return None


def ensure_family(field: str, key: str | None, catalogue: Catalogue) -> None:
    """Raises Faulty, with the nearest keys, on a family asked that the catalogue does not hold."""
    fault = None if key is None else family_fault(field, key, catalogue)
    if fault:
        raise Faulty(fault, place="query")


def family_fault(field: str, key: str, catalogue: Catalogue) -> Fault | None:
    try:
        catalogue.family(key)
    except UnknownKeyError as error:
        near = f" such as {', '.join(error.near)}" if error.near else ""
        right = f"a family of the catalogue{near}"
        return Fault(field, key, "is not a family of the catalogue", right)
    return None


def naf_class(
    field: str, code: str, version: str, catalogue: Catalogue, faults: list[Fault]
) -> str | None:
    """The NACE class or division that a NAF code stands for; takes 17.12Z, 17.12 or 17.

    Classes were renumbered by NAF 2025: of its codes only the division is kept.
    """
    if version not in catalogue.nomenclatures:
        right = " or ".join(catalogue.nomenclatures)
        faults.append(Fault(f"{field}_version", version, "is not a nomenclature of Boucle", right))
        return None
    if not catalogue.knows_nace(code) or (version != _NACE_2 and len(code) > 2):
        fault = naf_fault(field, ActivityCode(code, version), catalogue)
        if fault:
            right = f"a code of {version}: sub-class 17.12Z, class 17.12 or division 17"
            faults.append(Fault(field, code, fault.message, right))
            return None
    return code[:5] if version == _NACE_2 else code[:2]


def activity_of(naf: ActivityCode | None, catalogue: Catalogue) -> str | None:
    """The NACE class or division of a site's code, as the catalogue names activities."""
    return naf_class("naf", naf.code, naf.version, catalogue, []) if naf else None


def operation_fault(field: str, code: str, catalogue: Catalogue) -> Fault | None:
    """An R or D operation of the waste framework directive."""
    known = [operation.code for operation in catalogue.operations]
    if code in known:
        return None
    return Fault(
        field,
        code,
        "is not a recovery (R) or disposal (D) operation",
        f"one of {', '.join(known)}",
        ("n'est pas une opération R ou D", f"un code parmi {', '.join(known)}"),
    )


def treatments_faults(field: str, codes: Sequence[str], catalogue: Catalogue) -> Iterable[Fault]:
    """What is wrong with the operations a site may carry out."""
    for index, code in enumerate(codes):
        fault = operation_fault(f"{field}[{index}]", code, catalogue)
        if fault:
            yield fault
