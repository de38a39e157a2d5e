"""What the API answers of synergies, as far as pages show it."""

from datetime import date, datetime

import msgspec

from boucle.portal.figures import Estimate, ShownQuantity


class ShownSentence(msgspec.Struct, frozen=True):
    fr: str
    en: str


class Why(msgspec.Struct, frozen=True):
    verdict: str
    sentence: ShownSentence


class ShownSide(msgspec.Struct, frozen=True):
    """Of a masked one, most is not said."""

    role: str
    territory: str | None = None
    standing: str | None = None
    masked: bool = False
    family: str | None = None
    division: str | None = None
    quantity: ShownQuantity | None = None
    organisation_id: str | None = None
    reason: str | None = None
    answered_at: datetime | None = None


class Planned(msgspec.Struct, frozen=True):
    """What shall be done next, by whom, until when."""

    what: str
    due: date | None = None
    who: str | None = None


class ShownGroup(msgspec.Struct, frozen=True):
    """``value`` of its ``measure`` reaches ``threshold``, in ``unit``, where it is viable."""

    subject: str | None = None
    state: str | None = None
    measure: str | None = None
    value: str | None = None
    threshold: str | None = None
    unit: str | None = None
    missing: tuple[str, ...] = ()


class ShownSynergy(msgspec.Struct, frozen=True):
    synergy_id: str
    kind: str
    state: str
    sides: tuple[ShownSide, ...]
    updated_at: datetime
    score: int | None = None
    quantity: ShownQuantity | None = None
    agreed: ShownQuantity | None = None
    eur: Estimate | None = None
    tco2e: Estimate | None = None
    distance_km: str | None = None
    distance_band: str | None = None
    disclosed: bool = False
    at_risk: bool = False
    group: ShownGroup | None = None
    next_action: Planned | None = None
    why: tuple[Why, ...] = ()
    title: str | None = None

    @property
    def subject(self) -> str | None:
        """Return what is shared by several, if it is."""
        return getattr(self.group, "subject", None)


class ShownTotal(msgspec.Struct, frozen=True):
    """``relation``: ``at_least`` where some are not counted."""

    value: int
    relation: str

    @property
    def exact(self) -> bool:
        return self.relation == "exact"


class SynergyRows(msgspec.Struct, frozen=True):
    items: tuple[ShownSynergy, ...]
    next: str | None = None
    total: ShownTotal | None = None


class Step(msgspec.Struct, frozen=True):
    at: datetime
    by: str
    state: str
    type: str
    actor: str | None = None


class SynergyNote(msgspec.Struct, frozen=True):
    note_id: str
    text: str
    at: datetime
    by: str


class SynergyNotes(msgspec.Struct, frozen=True):
    items: tuple[SynergyNote, ...]


class LetterReader(msgspec.Struct, frozen=True):
    name: str


class LetterDelay(msgspec.Struct, frozen=True):
    why: str


class ShownLetterText(msgspec.Struct, frozen=True):
    """A letter as its reader would get it; ``note``: the animator's own words in it."""

    organisation_id: str
    state: str
    contact: LetterReader | None = None
    subject: str | None = None
    text: str | None = None
    note: str | None = None
    delays: tuple[LetterDelay, ...] = ()
    sent_at: datetime | None = None


class LetterRefused(msgspec.Struct, frozen=True):
    detail: str | None = None


class ShownLetters(msgspec.Struct, frozen=True):
    letters: tuple[ShownLetterText, ...] = ()
    refused: LetterRefused | None = None


class SynergyHistory(msgspec.Struct, frozen=True):
    steps: tuple[Step, ...]
