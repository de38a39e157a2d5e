"""What a sharing is taken with although it may be wrong; nothing is refused for it. Pure.

A warning is a fault with its French words, field, value and what would be right.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final, get_args

from boucle.catalogue.sharing import absent_sharing, settled_sharing
from boucle.contract.events.sharing import SharingKind
from boucle.platform.errors import Fault
from boucle.platform.translating import both, tr
from boucle.registry.declarations.at_site.contracts import contract_fault
from boucle.registry.declarations.sharings.lanes import ENDS, length_km, shown
from boucle.registry.declarations.sharings.missing import missing_warnings
from boucle.registry.declarations.sharings.sharing import SharingDraft
from boucle.registry.domain.entities import Site
from boucle.registry.domain.values.distances import km_between

SHORT_LANE_KM: Final = 5
FAR_KM: Final = 150
"""A lane of which no end lies nearer to the site that declares it is hardly its own."""
FULL_TIME_HOURS: Final = 35
"""A week of full time in France: code du travail, L3121-27."""
LORRY_T: Final = 30
"""More than a lorry of 44 t takes."""
DEAR_WASTE: Final = 2000
"""EUR/t: beyond what waste other than the most hazardous costs."""
APART: Final = 2
"""As many times its declared cost, what its price makes is another bill."""
LARGE_ROOF: Final = 100_000
"""m2: a few sites of the country have more."""
_KINDS: Final[tuple[SharingKind, ...]] = get_args(SharingKind)
_TIMES: Final = {"freight": "trips", "waste_collection": "pickups"}
"""Of tonnes: the figure that says in how many times."""


def sharing_warnings(draft: SharingDraft, site: Site | None, today: date) -> Iterator[Fault]:
    """``site``: where it is known, its place is compared too."""
    if draft.subject is None:
        yield _unclassified(draft)
    yield from missing_warnings(draft)
    ended = contract_fault(draft.contract_end, today)
    if ended:
        yield ended
    yield from _of_lane(draft, site)
    yield from _of_months(draft)
    yield from _of_figures(draft)


def _unclassified(draft: SharingDraft) -> Fault:
    """Say why it is in no group: that is not shared yet, is of another kind, or is not read."""
    absent = absent_sharing(draft.description, draft.kind)
    if absent is not None:
        label = both(absent.label_en, absent.label_fr)
        message = tr("reads as {label}, which cannot be shared yet: it is in no group", label=label)
        return Fault("subject", None, message, "nothing more for now; or another subject")
    for kind in _KINDS:
        subject = None if kind == draft.kind else settled_sharing(draft.description, kind)
        if subject is not None:
            message = tr("could not be read as {kind}: it is in no group", kind=draft.kind)
            right = tr("kind {kind}, subject {subject}", kind=kind, subject=subject)
            return Fault("subject", None, message, right)
    return _UNCLASSIFIED


_UNCLASSIFIED: Final = Fault(
    "subject",
    None,
    "could not be read in description: while it is unknown, the sharing is in no group",
    "a subject of the catalogue, such as one of the suggestions; a ROME code for workforce",
)


def _of_lane(draft: SharingDraft, site: Site | None) -> Iterator[Fault]:
    length = length_km(draft.places)
    if length is not None and length < SHORT_LANE_KM:
        km = f"{length:.1f}"
        yield Fault(
            "destination",
            shown(draft.destination),
            tr("is {km} km from origin: little is saved on so short a lane", km=km, km_fr=_fr(km)),
            "where the goods really go",
        )
    if site is None or not draft.places:
        return
    here = site.draft.latitude, site.draft.longitude
    known = [(name, draft.places[name]) for name in ENDS if name in draft.places]
    far = {name: km_between(here, (place.latitude, place.longitude)) for name, place in known}
    nearest = min(far, key=lambda name: far[name])
    if far[nearest] > FAR_KM:
        yield Fault(
            nearest,
            shown(getattr(draft, nearest)),
            tr("is {far} km from the site that declares it", far=f"{far[nearest]:.0f}"),
            "a lane that begins or ends near the site",
        )


def _of_months(draft: SharingDraft) -> Iterator[Fault]:
    """More full-time equivalents than the week's hours make."""
    hours = draft.figures.get("hours_week")
    if hours is None or not draft.months:
        return
    most = Decimal(hours) / FULL_TIME_HOURS
    peak = max(range(len(draft.months)), key=lambda month: Decimal(draft.months[month]))
    if Decimal(draft.months[peak]) > most:
        fte = f"{most:.2f}"
        yield Fault(
            f"months[{peak}]",
            draft.months[peak],
            tr(
                "is more than {hours} hours a week make: {fte} full-time equivalents",
                hours=hours,
                fte=fte,
                hours_fr=_fr(hours),
                fte_fr=_fr(fte),
            ),
            tr("{fte} at most, or more figures.hours_week", fte=fte, fte_fr=_fr(fte)),
        )


def _fr(number: str) -> str:
    return number.replace(".", ",")


def _of_figures(draft: SharingDraft) -> Iterator[Fault]:
    """Figures that a site can have, and hardly any has."""
    figures = {key: Decimal(value) for key, value in draft.figures.items()}
    tonnes, times = figures.get("tonnes"), figures.get(_TIMES.get(draft.subject or "", ""))
    if tonnes and times and tonnes / times > LORRY_T:
        each = f"{tonnes / times:.0f} t"
        en, fr = (
            f"{each} at a time, more than a lorry takes",
            f"{each} à la fois, plus qu'un camion",
        )
        yield _unlikely("figures.tonnes", draft.figures["tonnes"], en, fr)
    roof = figures.get("roof")
    if roof is not None and roof > LARGE_ROOF:
        said = f"{roof / 10_000:.0f} ha"
        yield _unlikely(
            "figures.roof", draft.figures["roof"], f"a roof of {said}", f"{said} de toit"
        )
    water, price = figures.get("water"), figures.get("price")
    if draft.subject == "rainwater" and draft.cost and water and price:
        paid = water * 365 * price
        if paid > APART * Decimal(draft.cost):
            en, fr = (
                f"its price makes {paid:.0f} EUR a year",
                f"son prix en fait {paid:.0f} € par an",
            )
            yield _unlikely("cost", draft.cost, en, fr)
    if draft.subject == "waste_collection" and draft.cost and tonnes:
        price = Decimal(draft.cost) / tonnes
        if price > DEAR_WASTE:
            yield _unlikely("cost", draft.cost, f"{price:.0f} EUR a tonne", f"{price:.0f} €/t")


def _unlikely(field: str, value: str, said: str, said_fr: str) -> Fault:
    return Fault(
        field,
        value,
        tr("is unlikely: {said}", said=said, said_fr=said_fr),
        "the figure in the unit that it is counted in (docs/reference/sharings.md)",
    )
