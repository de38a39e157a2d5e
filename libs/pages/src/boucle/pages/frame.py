"""Hold what surrounds every page: language, territory, its animator, the link to mail preferences.
Pure."""

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
    """``siren`` and ``territory`` are its code and name; None if unknown."""

    language: Language = "fr"
    siren: str | None = None
    territory: str | None = None
    animator: PageAnimator | None = None
    settings_url: str | None = None

    @property
    def law_path(self) -> str:
        """Return the path of the legal pages, the territory's if it is known."""
        return f"/{self.siren}" if self.siren else ""
