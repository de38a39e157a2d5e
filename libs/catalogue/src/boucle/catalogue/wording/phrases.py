"""Write parts of the sentences of ``boucle.catalogue.criteria``: bounds, lists, keys. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.facts.errors import UnknownKeyError
from boucle.catalogue.wording.figures import NBSP, Language, number, with_unit

Both = Mapping[Language, str]


def span(text: str | None, unit: str | None, language: Language) -> str | None:
    """Write a range: ``au moins 70 °C``, ``15 à 25 %``. Empty for an empty range, None without
    one."""
    if text is None:
        return None
    low, high = ends(text)
    if low is None or high is None:
        figure = with_unit(number(low or high or "", language), unit, language)
        return f"{_BOUNDS['≤' if low is None else '≥'][language]} {figure}"
    if low == high:
        return with_unit(number(low, language), unit, language)
    if float(low) > float(high):
        return ""
    join = {"fr": "à", "en": "to"}[language]
    figures = f"{number(low, language)} {join} {number(high, language)}"
    return with_unit(figures, unit, language)


def ends(text: str) -> tuple[str | None, str | None]:
    """Parse ``≥ 70``, ``≤ 9``, ``15..25`` or ``7`` into low and high; None is open."""
    if text.startswith("≥"):
        return text[1:].strip(), None
    if text.startswith("≤"):
        return None, text[1:].strip()
    low, between, high = text.partition("..")
    return low, high if between else low


def month_spans(months: Iterable[str], language: Language) -> str:
    """Write months, ``1`` to ``12``, as spans: « d'avril à septembre », « mars et de mai à
    août »."""
    ranks = sorted({int(month) for month in months})
    if len(ranks) == len(MONTHS):
        return {"fr": "toute l'année", "en": "all year"}[language]
    starts = [rank for rank in ranks if (rank - 2) % 12 + 1 not in ranks]
    said = [_month_span(first, ranks, language) for first in starts]
    *before, last = said or [""]
    joined = {"fr": " et ", "en": " and "}[language]
    return joined.join((", ".join(before), last)) if before else last


def _month_span(first: int, ranks: Sequence[int], language: Language) -> str:
    last = first
    while last % 12 + 1 in ranks:
        last = last % 12 + 1
    since, until = MONTHS[str(first)][language], MONTHS[str(last)][language]
    if first == last:
        return since
    if last == first % 12 + 1:
        return f"{since} {'et' if language == 'fr' else 'and'} {until}"
    if language == "en":
        return f"{since} to {until}"
    return f"d'{since} à {until}" if since[0] in "ao" else f"de {since} à {until}"


def label_list(keys: str | None, labels: Mapping[str, Both], language: Language) -> str:
    each = (keys or "").split()
    return either((label_of(labels.get(key), key, language) for key in each), language)


def either(labels: Iterable[str], language: Language) -> str:
    *first, last = [*labels] or [""]
    if not first:
        return last
    return f"{', '.join(first)} {'ou' if language == 'fr' else 'or'} {last}"


def condition(limit: str, catalogue: Catalogue, language: Language) -> str:
    if limit == "not hazardous":
        return {
            "fr": "cet usage n'admet pas de déchet dangereux",
            "en": "this use takes nothing hazardous",
        }[language]
    if limit in _DOUBTS:
        return _DOUBTS[limit][language]
    codes = limit.removeprefix("receiver allowed ")
    if codes != limit:
        names = either((operation(code, catalogue, language) for code in codes.split()), language)
        only = {
            "fr": "il faut un receveur autorisé pour",
            "en": "it takes a receiver allowed to do",
        }
        return f"{only[language]} {names}"
    return f"{asked_for(language)}{label_list(limit, STATUS_LABELS, language)}"


def asked_for(language: Language) -> str:
    return {"fr": f"il faut{NBSP}: ", "en": "it takes: "}[language]


def with_details(text: str, parts: Iterable[str], language: Language) -> str:
    """Write ``text (one ; other)`` without empty parts."""
    details = {"fr": f"{NBSP}; ", "en": "; "}[language].join(part for part in parts if part)
    return f"{text} ({details})" if details else text


def operation(code: str, catalogue: Catalogue, language: Language) -> str:
    try:
        found = catalogue.operation(code)
    except UnknownKeyError:
        return code
    return f"{code}, {found.label_fr if language == 'fr' else found.label_en}"


def family(key: str, catalogue: Catalogue, language: Language) -> str:
    if not catalogue.has_family(key):
        return key.replace("_", " ")
    found = catalogue.family(key)
    return found.label_fr if language == "fr" else found.label_en


def label_of(label: Both | None, otherwise: str, language: Language) -> str:
    return otherwise.replace("_", " ") if label is None else label[language]


def capital(text: str) -> str:
    """Capitalise the text, except ``pH``."""
    return text if text[1:2].isupper() else text[:1].upper() + text[1:]


_BOUNDS: Final[Mapping[str, Both]] = {
    "≤": {"fr": "au plus", "en": "at most"},
    "≥": {"fr": "au moins", "en": "at least"},
}
NATURES_SAID: Final = {"material": "une matière", "water": "une eau", "energy": "une énergie"}
FORM_LABELS: Final[Mapping[str, Both]] = {
    "solid": {"fr": "solide", "en": "solid"},
    "bales": {"fr": "balles", "en": "bales"},
    "chips": {"fr": "plaquettes ou copeaux", "en": "chips"},
    "granules": {"fr": "granulés", "en": "granules"},
    "powder": {"fr": "poudre", "en": "powder"},
    "paste": {"fr": "pâte", "en": "paste"},
    "sludge": {"fr": "boue", "en": "sludge"},
    "liquid": {"fr": "liquide", "en": "liquid"},
    "gas": {"fr": "gaz", "en": "gas"},
    "steam": {"fr": "vapeur", "en": "steam"},
    "hot_water": {"fr": "eau chaude", "en": "hot water"},
    "current": {"fr": "courant électrique", "en": "electric current"},
}
STATUS_LABELS: Final[Mapping[str, Both]] = {
    "waste": {"fr": "déchet", "en": "waste"},
    "by_product": {"fr": "sous-produit", "en": "by-product"},
    "end_of_waste": {"fr": "sortie du statut de déchet", "en": "end of waste"},
    "product": {"fr": "produit", "en": "product"},
}
ADR_CLASSES: Final[Mapping[str, Both]] = {
    "2": {"fr": "gaz", "en": "gases"},
    "3": {"fr": "liquides inflammables", "en": "flammable liquids"},
    "4.1": {"fr": "solides inflammables", "en": "flammable solids"},
    "4.2": {"fr": "matières qui s'enflamment seules", "en": "matter that ignites by itself"},
    "4.3": {
        "fr": "matières dont l'eau tire un gaz inflammable",
        "en": "matter that gives a flammable gas with water",
    },
    "5.1": {"fr": "matières comburantes", "en": "oxidising matter"},
    "6.1": {"fr": "matières toxiques", "en": "toxic matter"},
    "6.2": {"fr": "matières infectieuses", "en": "infectious matter"},
    "8": {"fr": "matières corrosives", "en": "corrosive matter"},
    "9": {"fr": "dangers divers", "en": "various dangers"},
}
MONTHS: Final[Mapping[str, Both]] = {
    str(month): {"fr": fr, "en": en}
    for month, (fr, en) in enumerate(
        (
            ("janvier", "January"),
            ("février", "February"),
            ("mars", "March"),
            ("avril", "April"),
            ("mai", "May"),
            ("juin", "June"),
            ("juillet", "July"),
            ("août", "August"),
            ("septembre", "September"),
            ("octobre", "October"),
            ("novembre", "November"),
            ("décembre", "December"),
        ),
        1,
    )
}
_DOUBTS: Final[Mapping[str, Both]] = {
    "status untold": {
        "fr": "dire si l'offre est un déchet, un sous-produit ou un produit",
        "en": "tell whether the offer is waste, a by-product or a product",
    },
    "acceptance untold": {
        "fr": "dire quels statuts le receveur accepte",
        "en": "tell which statuses the receiver accepts",
    },
    "treatments undeclared": {
        "fr": "dire quels traitements le receveur est autorisé à faire",
        "en": "tell which treatments the receiver is allowed to do",
    },
    "by-product as it is": {
        "fr": "un sous-produit s'utilise tel quel : vérifier que sa préparation est courante",
        "en": "a by-product is used as it is: check that its preparation is normal practice",
    },
    "end-of-waste criteria": {
        "fr": "dire quel texte le sort du statut de déchet",
        "en": "tell which text ends its being waste",
    },
}
MISSING: Final[Mapping[str, Both]] = {
    "offer.current_route.cost_eur_per_unit": {
        "fr": "le coût actuel de l'évacuation de l'offre",
        "en": "what disposing of the offer costs today",
    },
    "need.current_supply.price_eur_per_unit": {
        "fr": "le prix actuel de l'approvisionnement du besoin",
        "en": "what supplying the need costs today",
    },
    "avoided_factor": {
        "fr": "un facteur d'émission pour ce qui est remplacé",
        "en": "an emission factor for what is replaced",
    },
    "treatment_factor": {
        "fr": "un facteur d'émission pour la préparation",
        "en": "an emission factor for the preparation",
    },
    "offer.current_route.operation": {
        "fr": "la filière actuelle de l'offre, décharge ou incinération par exemple",
        "en": "what becomes of the offer today, landfill or incineration for example",
    },
    "disposal_factor": {
        "fr": "un facteur d'émission pour la filière actuelle de l'offre",
        "en": "an emission factor for what becomes of the offer today",
    },
    "line_price": {
        "fr": "le prix de la conduite entre les deux sites",
        "en": "the price of the line between both sites",
    },
    "road_40t": {
        "fr": "le facteur d'émission du transport",
        "en": "the emission factor of transport",
    },
}
