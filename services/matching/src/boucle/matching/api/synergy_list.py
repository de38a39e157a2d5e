"""Read the list of synergies, page by page, and say what a file of it has."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, NamedTuple

from boucle.catalogue import LABELS, load_catalogue
from boucle.catalogue.wording.phrases import family
from boucle.contract.placing import Places, shown_places, shown_sites
from boucle.matching import sites
from boucle.matching.queries import search
from boucle.matching.queries.callers import caller_of
from boucle.matching.queries.expanded import with_flows
from boucle.matching.queries.filters import SynergyFilters, gains, reaches, stands
from boucle.matching.queries.ranking import counted, ranked
from boucle.matching.queries.ranking.counted import TotalOut
from boucle.matching.queries.ranking.ranked import BY_RANK, Ranking
from boucle.matching.queries.responses import SynergyOut, synergy_out
from boucle.matching.queries.search import store_shown
from boucle.matching.settings import MatchingSettings
from boucle.matching.threads import computed
from boucle.platform.http import Feature, Page, TableColumn, fields
from boucle.platform.identity import Principal
from boucle.platform.paging import PageRequest
from boucle.platform.process.service import Resources
from boucle.platform.translating import Language


class PlacedSynergy(NamedTuple):
    """With where it is, as its reader is shown it."""

    synergy: SynergyOut
    places: Places


class ListedPage(NamedTuple):
    page: Page[SynergyOut]
    total: TotalOut | None
    ranking: Ranking | None


@dataclass(frozen=True, slots=True)
class SynergyList:
    """One reader's list. ``reasons``: with ``why``; ``flows``: with the reader's own."""

    resources: Resources[MatchingSettings]
    principal: Principal
    filters: SynergyFilters
    reasons: bool = False
    flows: bool = False

    async def page(self, asked: PageRequest) -> Page[SynergyOut]:
        return (await self.counted(asked, total=False)).page

    async def placed(self, asked: PageRequest) -> Page[Any]:
        """The page, each with its places."""
        page = await self.page(asked)
        ids = {site for one in page.items for site in shown_sites(one.sides)}
        async with self.resources.database.read() as session:
            cells = await sites.cells_of(session, ids)
        items = [PlacedSynergy(one, shown_places(one.sides, cells)) for one in page.items]
        return Page[Any](items=items, next=page.next)

    async def counted(self, asked: PageRequest, *, total: bool) -> ListedPage:
        filters, ranking, count = self.filters, None, None
        async with self.resources.database.read(snapshot=True) as session:
            caller = await caller_of(session, self.principal)
            viewer = caller.viewer
            if asked.sort in BY_RANK:
                found, ranking = await ranked.find(session, filters, viewer=viewer, page=asked)
            else:
                found = await search.find(session, filters, viewer=viewer, page=asked)
            if total:
                count = await counted.total(session, filters, viewer, asked, ranking)
        await store_shown(self.resources.database, found.synergies)
        shown = await computed(
            lambda: [synergy_out(one, viewer, reasons=self.reasons) for one in found.synergies],
            len(found.synergies),
        )
        items = [
            one
            for one in shown
            if reaches(filters, viewer, one.score_band)
            and gains(filters, one.eur)
            and stands(filters, one)
        ]
        if self.flows:
            async with self.resources.database.read() as session:
                items = await with_flows(session, caller, items)
        following = None if found.next is None else found.next.encode()
        return ListedPage(Page(items=items, next=following), count, ranking)


def _of_amount(name: str, end: str) -> Callable[[SynergyOut], object]:
    return lambda one: getattr(getattr(one, name), end, None)


def _of_side(role: str, name: str) -> Callable[[SynergyOut], object]:
    """Of a pair; groups have members."""

    def value(one: SynergyOut) -> Any:
        return next((getattr(side, name) for side in one.sides if side.role == role), None)

    return value


def _word(vocabulary: str) -> Callable[[str, Language], str]:
    def word(key: str, language: Language) -> str:
        label = LABELS[vocabulary].get(key)
        return key if label is None else str(getattr(label, language))

    return word


def _family(key: str, language: Language) -> str:
    return family(key, load_catalogue(), language)


_SHOWN: Final = (
    *("synergy_id", "version", "kind", "nature", "title", "state", "disclosed", "masked"),
    *("score", "score_band", "distance_band", "updated_at"),
)
COLUMNS: Final = (
    TableColumn("Identifiant", "Id", lambda one: one.synergy_id),
    TableColumn("Nature de synergie", "Kind", lambda one: one.kind, word=_word("synergy_kind")),
    TableColumn("Nature de flux", "Nature", lambda one: one.nature, word=_word("nature")),
    TableColumn("Titre", "Title", lambda one: one.title),
    TableColumn("État", "State", lambda one: one.state, word=_word("state")),
    TableColumn("Depuis le", "Since", lambda one: one.state_since),
    TableColumn("Note (0 à 10 000)", "Score (0 to 10,000)", lambda one: one.score),
    TableColumn("Classe de note", "Score band", lambda one: one.score_band),
    TableColumn("Quantité par an", "Quantity a year", _of_amount("quantity", "value"), number=True),
    TableColumn("Unité", "Unit", _of_amount("quantity", "unit")),
    TableColumn("Distance (km)", "Distance (km)", lambda one: one.distance_km, number=True),
    TableColumn("Classe de distance", "Distance band", lambda one: one.distance_band),
    TableColumn(
        "Gain minimal (€/an)", "Least gain (EUR a year)", _of_amount("eur", "low"), number=True
    ),
    TableColumn(
        "Gain maximal (€/an)", "Most gain (EUR a year)", _of_amount("eur", "high"), number=True
    ),
    TableColumn(
        "CO2 évité minimal (t/an)", "Least CO2 (t a year)", _of_amount("tco2e", "low"), True
    ),
    TableColumn(
        "CO2 évité maximal (t/an)", "Most CO2 (t a year)", _of_amount("tco2e", "high"), True
    ),
    TableColumn("Famille offerte", "Offered family", _of_side("offer", "family"), word=_family),
    TableColumn("Territoire de l'offre", "Territory of the offer", _of_side("offer", "territory")),
    TableColumn("Organisation qui offre", "Offering company", _of_side("offer", "organisation_id")),
    TableColumn("Famille demandée", "Needed family", _of_side("need", "family"), word=_family),
    TableColumn("Territoire du besoin", "Territory of the need", _of_side("need", "territory")),
    TableColumn(
        "Organisation qui a besoin", "Company in need", _of_side("need", "organisation_id")
    ),
    TableColumn("Entreprises (groupe)", "Companies (group)", lambda one: len(one.sides)),
    TableColumn("Modifiée le", "Updated at", lambda one: one.updated_at),
)
"""Of the list as a file."""


def _of(value: Callable[[SynergyOut], object]) -> Callable[[PlacedSynergy], object]:
    return lambda one: value(one.synergy)


def _number(name: str, end: str) -> Callable[[PlacedSynergy], object]:
    """A decimal that is kept as text."""
    text = _of(_of_amount(name, end))

    def value(one: PlacedSynergy) -> object:
        found = text(one)
        return None if found is None else Decimal(str(found))

    return value


FEATURE: Final = Feature(
    _of(lambda one: one.synergy_id),
    lambda one: one.places.centres,
    {
        **{name: _of(value) for name, value in fields(*_SHOWN).items()},
        "eur_low": _number("eur", "low"),
        "eur_high": _number("eur", "high"),
        "tco2e_low": _number("tco2e", "low"),
        "tco2e_high": _number("tco2e", "high"),
        "offer_family": _of(_of_side("offer", "family")),
        "offer_organisation_id": _of(_of_side("offer", "organisation_id")),
        "need_family": _of(_of_side("need", "family")),
        "need_organisation_id": _of(_of_side("need", "organisation_id")),
        "precision_m": lambda one: one.places.precision_m,
        "site_ids": lambda one: shown_sites(one.synergy.sides),
    },
)
"""On a map."""
