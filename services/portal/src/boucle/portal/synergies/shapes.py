"""What the API answers of synergies, as far as pages show it."""

from datetime import date, datetime

import msgspec

from boucle.portal.figures import Amount, Quantity


class Sentence(msgspec.Struct, frozen=True):
    fr: str
    en: str


class Why(msgspec.Struct, frozen=True):
    verdict: str
    sentence: Sentence


class ShownSide(msgspec.Struct, frozen=True):
    role: str
    territory: str
    standing: str
    masked: bool = False
    family: str | None = None
    division: str | None = None
    quantity: Quantity | None = None
    organisation_id: str | None = None
    reason: str | None = None
    answered_at: datetime | None = None


class Planned(msgspec.Struct, frozen=True):
    """What shall be done next, by whom, until when."""

    what: str
    due: date
    who: str | None = None


class ShownGroup(msgspec.Struct, frozen=True):
    subject: str | None = None


class ShownSynergy(msgspec.Struct, frozen=True):
    synergy_id: str
    kind: str
    state: str
    sides: tuple[ShownSide, ...]
    updated_at: datetime
    score: int | None = None
    quantity: Quantity | None = None
    agreed: Quantity | None = None
    eur: Amount | None = None
    tco2e: Amount | None = None
    distance_km: str | None = None
    distance_band: str | None = None
    disclosed: bool = False
    at_risk: bool = False
    group: ShownGroup | None = None
    next_action: Planned | None = None
    why: tuple[Why, ...] = ()
    title: str | None = None


class SynergyPage(msgspec.Struct, frozen=True):
    items: tuple[ShownSynergy, ...]
    next: str | None = None
    total: int | None = None


class Step(msgspec.Struct, frozen=True):
    at: datetime
    by: str
    state: str
    type: str
    actor: str | None = None


class SynergyHistory(msgspec.Struct, frozen=True):
    steps: tuple[Step, ...]
