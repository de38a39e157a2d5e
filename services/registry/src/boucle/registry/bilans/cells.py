"""What the cells of a *bilan* mean. French first; codes are understood too."""

import re
from collections.abc import Callable

from boucle.catalogue import UNITS, Catalogue
from boucle.registry.bilans.table import folded
from boucle.registry.flows.families import in_words

Cell = Callable[[str, Catalogue], object]


class WrongCell(ValueError):
    """What is wrong with a cell, and what would be right."""

    def __init__(self, message: str, expected: str) -> None:
        super().__init__(message)
        self.expected = expected


def choice(**words: str) -> Cell:
    """One of several words; ``code`` = the French words for it, separated by ``|``."""
    known = {
        folded(word): code for code, text in words.items() for word in (code, *text.split("|"))
    }
    right = " ou ".join(text.partition("|")[0] for text in words.values())

    def read(value: str, _catalogue: Catalogue) -> str:
        code = known.get(folded(value))
        if code is None:
            raise WrongCell("n'est pas un mot attendu ici", right)
        return code

    return read


def read_text(value: str, _catalogue: Catalogue) -> str:
    return value


def read_number(value: str, _catalogue: Catalogue) -> str:
    """``1 234,5`` is 1234.5; the comma is decimal, a space parts thousands."""
    plain = re.sub(r"[\s\u00a0\u202f']", "", value)
    if not re.fullmatch(r"[+-]?\d{1,18}([.,]\d{1,12})?", plain):
        raise WrongCell("n'est pas un nombre", "un nombre tel que 1234,5")
    return plain.replace(",", ".")


def read_unit(value: str, _catalogue: Catalogue) -> str:
    plain = value.replace("³", "3").replace("/an", "").strip()
    words = {"tonne": "t", "tonnes": "t", "litre": "L", "litres": "L", "l": "L", "hl": "hL"}
    by_case = {code.casefold(): code for code in UNITS}
    return words.get(plain.casefold()) or by_case.get(plain.casefold()) or plain


def read_date(value: str, _catalogue: Catalogue) -> str:
    french = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", value)
    if french:
        day, month, year = french.groups()
        return f"{year}-{int(month):02}-{int(day):02}"
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise WrongCell("n'est pas une date", "une date telle que 31/01/2026")
    return value


def read_months(value: str, _catalogue: Catalogue) -> list[int]:
    """``1-3, 10``: numbers and ranges; a range may pass the year's end (``11-2``)."""
    right = "des mois de 1 à 12, tels que 1-3, 10"
    months: set[int] = set()
    for part in re.split(r"[\s,|]+", value.strip()):
        found = re.fullmatch(r"(\d{1,2})(?:-(\d{1,2}))?", part)
        if found is None:
            raise WrongCell("n'est pas une liste de mois", right)
        first, last = int(found[1]), int(found[2] or found[1])
        if not (1 <= first <= 12 and 1 <= last <= 12):
            raise WrongCell("sort de l'année", right)
        months |= {(first - 1 + step) % 12 + 1 for step in range((last - first) % 12 + 1)}
    return sorted(months)


def read_yes_no(value: str, _catalogue: Catalogue) -> bool:
    words = {"oui": True, "o": True, "true": True, "1": True, "x": True}
    words |= {"non": False, "n": False, "false": False, "0": False}
    if folded(value) not in words:
        raise WrongCell("n'est ni oui ni non", "oui ou non")
    return words[folded(value)]


def read_family(value: str, catalogue: Catalogue) -> str:
    """A key of the catalogue, or a family's label in French or English."""
    if catalogue.has_family(value):
        return value
    wanted = folded(value)
    for family in catalogue.families:
        if wanted in (family.key, folded(family.label_fr), folded(family.label_en)):
            return family.key
    return value


def read_families(value: str, catalogue: Catalogue) -> list[dict[str, str | None]]:
    """``biodéchets 40 %, graisses 20 %`` or ``biodéchets | graisses``."""
    return [
        {**one, "family": read_family(one["family"] or "", catalogue)} for one in in_words(value)
    ]


_QUALITY = re.compile(
    r"(?P<name>[^=<>≤≥:]+?)\s*(?P<sign>=|:|<=|>=|≤|≥|<|>)\s*(?P<low>[\d,.+-]*?)"
    r"(?:\s*(?:\.\.|à)\s*(?P<high>[\d,.+-]*))?\s*(?P<unit>[^\d\s,.+-]\S*)?"
)


def read_qualities(value: str, catalogue: Catalogue) -> dict[str, dict[str, str]]:
    """``humidité = 15..25 % | température ≥ 60 Cel``."""
    right = "nom = bas..haut unité, séparés par |, tels que humidité = 15..25 % | pH = 6..8"
    qualities: dict[str, dict[str, str]] = {}
    for part in value.split("|"):
        found = _QUALITY.fullmatch(part.strip())
        if found is None:
            raise WrongCell("n'est pas une liste de qualités", right)
        qualities[_attribute(found["name"], catalogue)] = _range(found)
    return qualities


def _range(found: re.Match[str]) -> dict[str, str]:
    low, high = (found["low"] or "").replace(",", "."), (found["high"] or "").replace(",", ".")
    if found["sign"] in ("<", "<=", "≤"):
        low, high = "", low
    elif found["sign"] in ("=", ":") and found["high"] is None:
        high = low
    known = {"low": low, "high": high, "unit": found["unit"] or ""}
    return {name: text for name, text in known.items() if text}


def _attribute(name: str, catalogue: Catalogue) -> str:
    wanted = folded(name)
    for attribute in catalogue.attributes:
        if wanted in (attribute.key, folded(attribute.label_fr), folded(attribute.label_en)):
            return attribute.key
    return name.strip()


FORM = choice(
    solid="solide", bales="balles", chips="copeaux|plaquettes|broyat", granules="granulés",
    powder="poudre", paste="pâte|pâteux", sludge="boue|boues", liquid="liquide", gas="gaz",
    steam="vapeur", hot_water="eau chaude", current="courant|électricité",
)  # fmt: skip
STATUS = choice(
    waste="déchet",
    by_product="sous-produit",
    end_of_waste="sortie du statut de déchet|fin du statut de déchet|SSD",
    product="produit",
)


def read_statuses(value: str, catalogue: Catalogue) -> list[object]:
    return [STATUS(part, catalogue) for part in value.split("|")]
