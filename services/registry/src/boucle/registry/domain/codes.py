"""Codes of the field, checked: SIREN, SIRET, NAF, treatments. Nothing is invented or mended."""

from collections.abc import Iterable, Sequence

from stdnum.exceptions import ValidationError
from stdnum.fr import siren as stdnum_siren
from stdnum.fr import siret as stdnum_siret

from boucle.catalogue import Catalogue
from boucle.common.events.registry import ActivityCode
from boucle.registry.domain.faults import Fault


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
    )


def treatments_faults(field: str, codes: Sequence[str], catalogue: Catalogue) -> Iterable[Fault]:
    """What is wrong with the operations a site may carry out."""
    for index, code in enumerate(codes):
        fault = operation_fault(f"{field}[{index}]", code, catalogue)
        if fault:
            yield fault
