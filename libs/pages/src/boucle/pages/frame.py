"""What surrounds every page: its language, the territory, who animates it, where its reader sets
what is written to them. Pure."""

from dataclasses import dataclass
from typing import Protocol

from boucle.pages.translating import Language


class PageAnimator(Protocol):
    """The person to ask about a page."""

    @property
    def name(self) -> str: ...
    @property
    def email(self) -> str: ...
    @property
    def phone(self) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """``siren`` and ``territory`` are its code and name; None where nobody knows it."""

    language: Language = "fr"
    siren: str | None = None
    territory: str | None = None
    animator: PageAnimator | None = None
    settings_url: str | None = None

    @property
    def law_path(self) -> str:
        """The pages of the law are the territory's where it is known."""
        return f"/{self.siren}" if self.siren else ""
