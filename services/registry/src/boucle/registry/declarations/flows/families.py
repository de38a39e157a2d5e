"""The families of one flow: as people write them, and as they are kept.

A need takes any of its families, or each up to its share. An offer of several is a mixture: without
shares its parts are taken as equal, and what follows is an estimate. Shares sum to 1 at most: the
rest is something else, matched with nobody. The first family is the main one: searches, duplicates
and what people read in short go by it.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, Decimal
from functools import lru_cache
from typing import Final

from boucle.catalogue import (
    Catalogue,
    MixtureError,
    UnknownKeyError,
    classify,
    components,
    settled,
    units_for,
)
from boucle.contract.events.registry import Certainty, FamilyShare, Nature
from boucle.platform.errors import Fault
from boucle.platform.translating import text_from, tr
from boucle.registry.declarations.flows.sent import SentFlow

MOST_FAMILIES: Final = 12
_BETWEEN: Final = re.compile(r"\s*(?:\||(?<=%)[,;])\s*")
_PART: Final = re.compile(r"(?P<family>.+?)\s*[:=]?\s*(?P<share>\d+(?:[.,]\d+)?)\s*%")
_FOURTH_PLACE: Final = Decimal("0.0001")


def in_words(text: str) -> list[dict[str, str | None]]:
    """``manure 40 %, fats 20 %`` or ``manure | fats``: each with what it says, a share or none.
    Whether there are such families is for others to say."""
    found: list[dict[str, str | None]] = []
    for part in _BETWEEN.split(text.strip()):
        parted = _PART.fullmatch(part)
        if parted is None:
            found.append({"family": part, "share": None})
        else:
            share = Decimal(parted["share"].replace(",", ".")) / 100
            found.append({"family": parted["family"], "share": _plain(share)})
    return found


@lru_cache(maxsize=10_000)  # who declares much says the same words of many flows
def of_text(text: str | None, nature: Nature, catalogue: Catalogue) -> tuple[FamilyShare, ...]:
    """The families that a text names as a mixture (``cartons, films, PSE``), none of one thing, nor
    where its shares cannot be: a text is a guess, and refuses nothing."""
    try:
        found = components(catalogue, text, nature=nature)
    except MixtureError:
        return ()
    if not 2 <= len(found) <= MOST_FAMILIES:
        return ()
    return tuple(
        FamilyShare(one.family, None if one.share is None else _plain(one.share)) for one in found
    )


@lru_cache(maxsize=10_000)
def meant(
    text: str | None, low: str | None, nature: Nature, warm: float | None, catalogue: Catalogue
) -> str | None:
    """The one family that text and code make sure, if they do. ``warm``: °C, if declared."""
    return settled(classify(catalogue, text, low=low, nature=nature, temperature=warm))


def kept(declared: SentFlow, catalogue: Catalogue) -> tuple[FamilyShare, ...]:
    """As they are kept: none of a flow of one family, all of it; parts of a mixture without shares
    as equal."""
    families = declared.families
    if len(families) == 1 and families[0].share in (None, "1"):
        return ()
    if assumes_shares(declared):
        equal = (Decimal(1) / len(families)).quantize(_FOURTH_PLACE, ROUND_DOWN)
        return tuple(FamilyShare(one.family, _plain(equal)) for one in families)
    return tuple(
        FamilyShare(one.family, one.share and _plain(Decimal(one.share))) for one in families
    )


def assumes_shares(declared: SentFlow) -> bool:
    """Whether it is a mixture whose shares nobody gave."""
    if declared.direction != "output" or len(declared.families) < 2:
        return False
    return all(one.share is None for one in declared.families)


def certainty_of(declared: SentFlow) -> Certainty:
    """Quantities of parts that nobody gave are estimates at best."""
    assumed = assumes_shares(declared) and declared.certainty == "measured"
    return "estimated" if assumed else declared.certainty


def faults_of(declared: SentFlow, catalogue: Catalogue) -> Iterator[Fault]:
    """All that is wrong with ``families``."""
    for index, one in enumerate(declared.families):
        yield from _family_faults(f"families[{index}]", one, declared, catalogue)
    keys = [one.family for one in declared.families]
    for index, key in enumerate(keys):
        if key in keys[:index]:
            yield Fault(
                f"families[{index}].family",
                key,
                "is there twice",
                "each family once, with all of its share",
            )
    if declared.family is not None and keys and declared.family != keys[0]:
        yield Fault(
            "family",
            declared.family,
            "is not the first of families",
            tr("leave it out, or {keys}: the first family is the main one", keys=keys[0]),
            against="families",
        )
    yield from _sum_faults(declared.families)


def unknown(error: UnknownKeyError) -> str:
    """What is wrong with a family that the catalogue does not hold."""
    return text_from(str(error), "is not a family of the catalogue", {})


def _family_faults(
    field: str, one: FamilyShare, declared: SentFlow, catalogue: Catalogue
) -> Iterator[Fault]:
    try:
        family = catalogue.family(one.family)
    except UnknownKeyError as error:
        near = tr(", such as {keys}", keys=", ".join(error.near)) if error.near else ""
        right = tr("a family of the catalogue{near}", context="several", near=near)
        yield Fault(f"{field}.family", one.family, unknown(error), right)
        return
    if family.nature != declared.nature:
        yield Fault(
            f"{field}.family",
            one.family,
            tr(
                "is of nature {nature}, and nature is {nature2}",
                nature=family.nature,
                nature2=declared.nature,
            ),
            tr("families of nature {nature}; another flow for the others", nature=declared.nature),
            against="nature",
        )
        return
    units = units_for(family.nature, family.density_t_per_m3)
    of_nature = units_for(family.nature, 1.0)
    if declared.quantity.unit in of_nature and declared.quantity.unit not in units:
        yield Fault(
            "quantity.unit",
            declared.quantity.unit,
            tr("does not measure {family}", family=one.family, label_fr=family.label_fr),
            tr("one of {words}", context="unit", words=", ".join(units)),
        )
    if one.share is not None and not 0 < Decimal(one.share) <= 1:
        yield Fault(
            f"{field}.share",
            one.share,
            "is not above 0 and at most 1",
            "a share of the quantity, such as 0.4 for 40 %",
        )


def _sum_faults(families: Sequence[FamilyShare]) -> Iterator[Fault]:
    shares = [Decimal(one.share) for one in families if one.share is not None]
    if shares and len(shares) < len(families):
        yield Fault(
            "families",
            ", ".join(one.family for one in families if one.share is None),
            "have no share, and others have one",
            "a share of each family, or of none",
        )
    elif sum(shares) > 1:
        yield Fault(
            "families",
            _plain(Decimal(sum(shares))),
            "is the sum of the shares, above 1",
            "shares that sum to 1 at most; less where the rest is something else",
        )


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
