"""Turn a synergy into the words of a row. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from boucle.pages.translating import Language, Translator
from boucle.portal import figures
from boucle.portal.companies.shapes import ShownCompany
from boucle.portal.labels import Labels
from boucle.portal.synergies.shapes import ShownSide, ShownSynergy

STAGES: Final[Mapping[str, tuple[str, ...]]] = {
    "a-qualifier": ("detected",),
    "en-cours": ("qualified", "introduced", "interested", "consented", "studying"),
    "en-service": ("running",),
    "terminees": ("stopped", "refused", "already_done", "contract_until"),
}
"""The states of each tab, by what its address says."""

SORTS: Final[Mapping[str, str]] = {
    "gain": "-eur",
    "carbone": "-tco2e",
    "note": "-score",
    "recent": "-updated_at",
}


@dataclass(frozen=True, slots=True)
class SideRow:
    """``name``: of the company, or what may be said of it; ``link``: to its page, if there is
    one."""

    organisation_id: str | None
    name: str
    link: str
    what: str
    standing: str
    role: str
    masked: bool


@dataclass(frozen=True, slots=True)
class SynergyRow:
    of: ShownSynergy
    title: str
    sides: tuple[SideRow, ...]
    quantity: str
    gain: str
    carbon: str
    score: str
    distance: str
    state: str

    @property
    def who(self) -> str:
        return " → ".join(one.name for one in self.sides[:2])


@dataclass(frozen=True, slots=True)
class Shower:
    """Shows synergies to one reader."""

    labels: Labels
    names: Mapping[str, ShownCompany]
    language: Language
    _: Translator

    def row(self, one: ShownSynergy) -> SynergyRow:
        return SynergyRow(
            of=one,
            title=self._title(one),
            sides=tuple(self._side(side) for side in one.sides),
            quantity=figures.quantity(one.agreed or one.quantity, self.language),
            gain=figures.amount(one.eur, "€", self.language),
            carbon=figures.amount(one.tco2e, "t", self.language),
            score="" if one.score is None else str(round(one.score / 100)),
            distance=self._distance(one),
            state=self.labels.of("state", one.state),
        )

    def _distance(self, one: ShownSynergy) -> str:
        if one.distance_km is None:
            return one.distance_band or ""
        kilometres = Decimal(one.distance_km)
        if kilometres < 1:
            return self._("moins de 1 km")
        return f"{figures.number(kilometres, self.language)} km"

    def _title(self, one: ShownSynergy) -> str:
        if one.title:
            return one.title
        if subject := self.labels.of("subject", one.subject):
            return self._("{sujet} à plusieurs", sujet=_begun(subject))
        families = [self.labels.of("family", side.family) for side in one.sides if side.family]
        return _begun(" → ".join(dict.fromkeys(families)))

    def _unnamed(self, sector: str) -> str:
        return (
            self._("une entreprise ({secteur})", secteur=sector)
            if sector
            else self._("une entreprise")
        )

    def _side(self, side: ShownSide) -> SideRow:
        known = self.names.get(side.organisation_id or "")
        sector = self.labels.of("division", side.division)
        return SideRow(
            organisation_id=side.organisation_id,
            name=known.name if known else self._unnamed(sector),
            link=f"/entreprises/{known.organisation_id}" if known else "",
            what=figures.quantity(side.quantity, self.language),
            standing=self.labels.of("standing", side.standing),
            role=side.role,
            masked=side.masked,
        )


def _begun(words: str) -> str:
    """Return them with a capital first, the rest as it is: « film PEBD »."""
    return words[:1].upper() + words[1:]
