"""What mails and pages say in words: sums of money, negations, decimals, lists of months.

users B3: « Pas d'économie sûre en €. » as a headline; figures.md "Sentences"; issue 37.6:
"figures rounded as people say them (two significant digits beyond a hundred), never three
decimals; months as spans".
"""

from __future__ import annotations

import html as entities
import re
from fractions import Fraction

from tests.reference.ledger.groups import Fault
from tests.reference.ledger.quantities import number, significant

SPACES = "\u00a0\u202f\u2009"
MONEY = re.compile(
    r"(?:entre\s+)?(\d[\d ]*(?:[.,]\d+)?)(?:\s*(?:et|à|-|and|to)\s*(\d[\d ]*(?:[.,]\d+)?))?"
    r"\s*(k€|M€|Md€|€)",
    re.IGNORECASE,
)
NEGATIONS = (
    "pas d'économie",
    "aucune économie",
    "aucun gain",
    "pas de gain",
    "rien à gagner",
    "personne n'économiserait",
    "no sure saving",
    "no saving",
    "nothing to gain",
)
MENDED = {
    "ce qui s'y prête": "Points favorables",
    "ce peut être : l'une d'au moins": "Il s'agit d'une des entreprises (10 au moins)",
    "vous vous parlez de ces": "Vous échangez directement",
    "régler ces messages": "Choisir les messages que je reçois",
    "l'outil d'écologie industrielle de cu ": "de la communauté urbaine",
    "l'outil d'écologie industrielle de ca ": "de la communauté d'agglomération",
    "l'outil d'écologie industrielle de cc ": "de la communauté de communes",
    "personne n'économiserait plus à quelques-uns": "what `stability` means",
    "notez-le dans boucle": "a link, or nothing",
}
SIZES = {"€": 1, "k€": 1000, "m€": 10**6, "md€": 10**9}
MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


def plain(text: str) -> str:
    """One kind of space, no tags, no entities."""
    bare = entities.unescape(re.sub(r"<[^>]+>", " ", text))
    bare = bare.replace("\u2019", "'")
    for space in SPACES:
        bare = bare.replace(space, " ")
    return re.sub(r"[ \t]+", " ", bare)


def says(text: str, name: str) -> bool:
    """Whether a text has a name, not merely as the beginning or end of another."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None


def sums(text: str) -> list[Fraction]:
    """Every sum in euros that a text names; of « entre 2 et 3 M€ » both ends."""
    found = []
    for match in MONEY.finditer(plain(text)):
        size = SIZES[match.group(3).lower()]
        for part in match.group(1, 2):
            value = number(part.replace(" ", "").replace(",", ".")) if part else None
            if value is not None:
                found.append(value * size)
    return found


def yearly_sums(text: str) -> list[Fraction]:
    """Sums that are said of a year: « 20 M€ par an », "2,000 € a year"."""
    found = []
    for match in MONEY.finditer(plain(text)):
        after = plain(text)[match.end() : match.end() + 14]
        if re.match(r"\s*(par an|/an|a year|per year)", after):
            found += sums(match.group(0))
    return found


def preheader(html: str) -> str:
    """The hidden first line of a mail."""
    match = re.search(r"display:\s*none[^>]*>(.*?)</div>", html, re.DOTALL)
    return plain(match.group(1)).replace("\u200c", "").strip() if match else ""


def headline(html: str) -> str:
    """The first heading of a mail."""
    match = re.search(r"<h1[^>]*>(.*?)</h1>", html, re.DOTALL)
    return plain(match.group(1)).strip() if match else ""


def negated(text: str) -> bool:
    """Whether it says that there is nothing to gain."""
    low = plain(text).lower()
    return any(word in low for word in NEGATIONS)


def negation_faults(subject: str, text: str, html: str) -> list[Fault]:
    """A negation is never headline, subject or preheader (issue 37.3, users B3)."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    shown = {
        "subject": subject,
        "preheader": preheader(html),
        "headline": headline(html),
        "first line": first,
    }
    return [
        Fault(f"{name}: {said}", "a negation is never headline", "issue 37.3, users B3")
        for name, said in shown.items()
        if negated(said)
    ]


def rounding_faults(text: str) -> list[Fault]:
    """Two significant digits beyond a hundred, never three decimals (issue 37.6)."""
    bare = plain(text)
    found = [
        Fault(match.group(0), "never three decimals", "figures.md Sentences")
        for match in re.finditer(r"\d+[.,]\d{3}(?!\d)\s*(?:%|km|€)", bare)
    ]
    for value in yearly_sums(bare):
        if value > 100 and significant(value) != value:
            what = f"{float(value):.0f} € a year"
            found.append(Fault(what, "two significant digits beyond a hundred", "issue 37.6"))
    run = ", ".join(MONTHS[:4])
    if run in bare.lower():
        found.append(Fault("months one by one", "months as spans", "issue 37.6"))
    return found


def sentence_faults(text: str) -> list[Fault]:
    """Sentences that users.md 2 and figures.md "Sentences" ask to mend."""
    low = plain(text).lower()
    found = [
        Fault(f"« {sentence} »", f"say: {better}", "users.md 2, figures.md Sentences")
        for sentence, better in MENDED.items()
        if sentence in low
    ]
    farther = "plus loin que d'habitude" in low and "moins de 10 km" in low
    if farther and "au-delà de" not in low:
        what = "further than usual beside less than 10 km"
        found.append(Fault(what, "explained by the reach", "issue 37.6, users 22"))
    return found


def above(text: str, bound: Fraction | None) -> list[Fault]:
    """No sum of a year above what the company's own cost allows (issue 37.3, figures.md 4)."""
    if bound is None:
        return []
    most = max(significant(bound), bound)
    return [
        Fault(
            f"{float(value):.0f} € a year, own cost allows {float(bound):.0f}",
            "no figure above what its own cost allows",
            "issue 37.3, figures.md 4",
        )
        for value in yearly_sums(text)
        if value > most
    ]
