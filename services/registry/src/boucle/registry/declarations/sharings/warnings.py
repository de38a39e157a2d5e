"""What a sharing is taken with although it may be wrong; nothing is refused for it. Pure.

A warning is a fault with its French words, field, value and what would be right.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final, get_args

from boucle.catalogue.sharing import absent_sharing, settled_sharing, sharing_catalogue
from boucle.contract.events.sharing import SEASONS, WEEK_HOURS, SharingKind
from boucle.platform.errors import Fault
from boucle.platform.translating import both, tr
from boucle.registry.declarations.at_site.contracts import contract_fault
from boucle.registry.declarations.sharings.lanes import ENDS, length_km, shown
from boucle.registry.declarations.sharings.missing import missing_warnings
from boucle.registry.declarations.sharings.sharing import SharingDraft
from boucle.registry.declarations.usual import unusual
from boucle.registry.domain.entities import Site
from boucle.registry.domain.values.distances import km_between

SHORT_LANE_KM: Final = 5
FAR_KM: Final = 150
"""A lane of which no end lies nearer to the site that declares it is hardly its own."""
FULL_TIME_HOURS: Final = 35
"""A week of full time in France: code du travail, L3121-27."""
LONG_LANE_KM: Final = 4000
"""As the crow flies: no road of the continent is longer. A sign is missing, or one too many."""
ROAD: Final = Decimal("1.3")
"""As many times the crow's way is a road's, where it is not known."""
WEEKS: Final = 52
_KINDS: Final[tuple[SharingKind, ...]] = get_args(SharingKind)


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
    yield from unusual((draft.subject or "", draft.kind), dict(_figures_of(draft)))


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


_WHERE: Final = "where the goods really go"


def _of_lane(draft: SharingDraft, site: Site | None) -> Iterator[Fault]:
    length = length_km(draft.places)
    if length is not None and length < SHORT_LANE_KM:
        km = f"{length:.1f}"
        yield Fault(
            "destination",
            shown(draft.destination),
            tr("is {km} km from origin: little is saved on so short a lane", km=km, km_fr=_fr(km)),
            _WHERE,
        )
    elif length is not None and length > LONG_LANE_KM:
        message = tr("is {km} km from origin: no lorry goes so far", km=f"{length:.0f}")
        yield Fault("destination", shown(draft.destination), message, _WHERE)
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


def _figures_of(draft: SharingDraft) -> Iterator[tuple[str, Decimal]]:
    """What its figures are compared by, and its field."""
    for key, value in draft.figures.items():
        yield f"figures.{key}", Decimal(value)
    if draft.cost is not None:
        yield "cost", Decimal(draft.cost)
    if draft.months:
        yield "fte", sum(map(Decimal, draft.months), Decimal()) / len(draft.months)
    length = length_km(draft.places)
    if length is not None:
        yield "lane_km", Decimal(length) * ROAD
    if draft.slots:
        hours = (Decimal(str(one.end - one.first)) * Decimal(one.amount) for one in draft.slots)
        weekly = sum(hours, Decimal()) / SEASONS
        area = sharing_catalogue().subjects.get(draft.subject or "")
        by_area = area is not None and area.unit == "m2"
        yield "taken", weekly / WEEK_HOURS if by_area else weekly * WEEKS
