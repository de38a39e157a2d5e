"""What is declared of posts that employers share: months, and with whom never. Pure."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final
from uuid import UUID

from boucle.contract.events.sharing import SharingKind
from boucle.registry.domain.codes import siren_fault
from boucle.registry.domain.faults import Fault

YEAR: Final = 12
MOST_FTE: Final = 50
"""Full-time equivalents of one occupation that one site shares in a month: no site shares more."""
_TOO_FEW: Final = ("is negative", "est négatif")
_TOO_MANY: Final = (
    "is more than a site shares of one occupation",
    "dépasse ce qu'un site partage d'un métier",
)


def months_faults(kind: SharingKind, months: Sequence[str]) -> Iterator[Fault]:
    """Twelve full-time equivalents, January first, for a post; none for anything else."""
    if kind != "workforce":
        if months:
            yield Fault(
                "months",
                len(months),
                "are declared of workforce only",
                "leave it out, or kind workforce",
                ("ne se déclarent que pour un poste", "rien, ou le genre « poste »"),
            )
        return
    right = "twelve full-time equivalents, January first, such as 0.5 for half of one"
    right_fr = "douze équivalents temps plein, de janvier à décembre, tels que 0.5 pour un mi-temps"
    if len(months) != YEAR:
        message = f"hold {len(months)} months, not twelve"
        fr = f"comptent {len(months)} mois, et non douze"
        yield Fault("months", len(months), message, right, (fr, right_fr))
        return
    for index, month in enumerate(months):
        if not 0 <= Decimal(month) <= MOST_FTE:
            message, said = _TOO_FEW if Decimal(month) < 0 else _TOO_MANY
            span = f"0 to {MOST_FTE} full-time equivalents"
            span_fr = f"0 à {MOST_FTE} équivalents temps plein"
            yield Fault(f"months[{index}]", month, message, span, (said, span_fr))
    if all(Decimal(month) == 0 for month in months):
        none = ("ne disent aucun mois travaillé", right_fr)
        yield Fault("months", ", ".join(months), "say no month that is worked", right, none)


def excluded_faults(excluded: Sequence[str]) -> Iterator[Fault]:
    """Each an organisation's id or SIREN, once."""
    seen: set[str] = set()
    for index, one in enumerate(excluded):
        field = f"excluded[{index}]"
        if one in seen:
            fr = ("figure déjà dans la liste", "chaque organisation une seule fois")
            yield Fault(field, one, "is listed before", "each organisation once", fr)
        seen.add(one)
        if not is_id(one):
            fault = siren_fault(field, one)
            if fault:
                right = "the SIREN of a competitor, or the id of its organisation"
                of_both = (
                    "n'est ni un SIREN ni l'identifiant d'une organisation",
                    "le SIREN d'un concurrent, ou l'identifiant de son organisation",
                )
                yield Fault(field, one, fault.message, right, of_both)


def is_id(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
