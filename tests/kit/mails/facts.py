"""What is true of a mail, apart from the mail: who reads it, who writes, what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID
from zoneinfo import ZoneInfo

from boucle.contract.events.registry import Quantity
from tests.kit.mails.received import Received

PARIS = ZoneInfo("Europe/Paris")
Gain = Literal["range", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """``kind``: the step that sent it; ``matters``: the introductions or the meeting that it is
    about. ``animator``: name and phone, None where there is none. ``own``: the reader's quantity a
    year. ``shown``: what the reader may know of the others. ``gain``: whether there is a range of
    euro to show; None: the mail is about no gain. ``quoted``: what people wrote, which the mail
    repeats. ``secrets``: words of others that its reader may not have yet. ``share``: of the need,
    and the ``least`` that is written about; ``at_once``: it left by itself, with no digest;
    ``called``: a person called for it; ``unwanted``: its reader had asked for no mail.
    """

    kind: str
    language: str = "fr"
    matters: frozenset[UUID] = frozenset()
    territory: str = ""
    animator: Mapping[str, str | None] | None = None
    controller: str | None = None
    own: Quantity | None = None
    shown: str = ""
    gain: Gain | None = None
    quoted: frozenset[str] = frozenset()
    secrets: frozenset[str] = frozenset()
    share: float | None = None
    least: float = 0.0
    at_once: bool = True
    called: bool = False
    unwanted: bool = False
    at: datetime | None = None

    @property
    def weak(self) -> bool:
        return self.share is not None and self.share < self.least

    @property
    def day(self) -> str:
        return "" if self.at is None else f"{self.at.astimezone(PARIS).date()}"


@dataclass(frozen=True, slots=True)
class Seen:
    """A mail, and what is known of it."""

    mail: Received
    known: Known

    @property
    def name(self) -> str:
        return f"{self.known.kind} {self.known.language} «{self.mail.subject}»"
