"""Check a question to the catalogue: a text, a family or a waste code, its owner and place."""

from dataclasses import dataclass, replace
from uuid import UUID

from boucle.catalogue import NAF_REV_2, Activity, Catalogue, likely
from boucle.contract.events.registry import ActivityCode
from boucle.platform.errors import Fault, Faulty
from boucle.platform.translating import tr
from boucle.registry.domain.codes import family_fault, read_low, read_naf


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletQuestion:
    """The question as sent; ``naf_field`` is the caller's name of the activity (``from_naf``,
    ``to_naf``)."""

    text: str | None = None
    family: str | None = None
    low: str | None = None
    naf: str | None = None
    naf_version: str = NAF_REV_2
    naf_field: str = "from_naf"


@dataclass(frozen=True, slots=True)
class Question:
    text: str | None
    family: str | None
    low: str | None
    activity: Activity | None


@dataclass(frozen=True, slots=True)
class GeoPosition:
    latitude: float
    longitude: float


Around = GeoPosition | UUID | None
"""Where to look: at a place, around a registered site (itself left out), or nowhere."""


def question(asked: OutletQuestion, catalogue: Catalogue) -> Question:
    """Check the question. Raises Faulty with every wrong parameter, or if it is empty."""
    faults: list[Fault] = []
    activity = None
    if asked.naf is not None:
        fields = (asked.naf_field, f"{asked.naf_field}_version")
        code = ActivityCode(asked.naf, asked.naf_version)
        activity = read_naf(fields, code, catalogue, faults)
    low = None if asked.low is None else read_low("low", asked.low, catalogue, faults)
    family = _family(asked.family, catalogue, faults)
    if asked.text is None and asked.low is None and asked.family is None:
        faults.append(
            Fault(
                "text",
                None,
                "nothing says what the flow is",
                "a text, a family of the catalogue or, of an offer, a List of Waste code",
            )
        )
    if faults:
        raise Faulty(*faults, place="query")
    return Question(asked.text, family, low.code if low else None, activity)


def understood(meant: Question, catalogue: Catalogue, *, of_giver: bool) -> Question:
    """Return the question with a meaning. Raises Faulty if it has only an unknown text. With the
    giver's activity (`of_giver`), its usual outputs are a guess."""
    text, family = meant.text, meant.family
    naf = meant.activity.nace if of_giver and meant.activity else None
    if text is not None and family is None and not likely(catalogue, text, low=meant.low, naf=naf):
        message = "has no word that names a thing the catalogue knows"
        right = "other words, in French or English, or a family of the catalogue"
        raise Faulty(Fault("text", text, message, right), place="query")
    return meant


def _family(key: str | None, catalogue: Catalogue, faults: list[Fault]) -> str | None:
    fault = None if key is None else family_fault("family", key, catalogue)
    if fault is None:
        return key
    right = tr("{expected}; or text, and Boucle finds the family", expected=fault.expected)
    faults.append(replace(fault, expected=right))
    return None


def around(latitude: float | None, longitude: float | None, site: UUID | None) -> Around:
    """Return the place. Raises Faulty if it is incomplete, or given twice."""
    if (latitude is None) != (longitude is None):
        name = "latitude" if latitude is None else "longitude"
        raise Faulty(
            Fault(name, None, "is missing", "latitude and longitude, or neither"),
            place="query",
        )
    if latitude is None or longitude is None:
        return site
    if site is not None:
        message = "tells the place a second time"
        right = "either site_id, or latitude and longitude"
        raise Faulty(Fault("site_id", str(site), message, right), place="query")
    return GeoPosition(latitude, longitude)
