"""Translate the sentences of notifications for their reader. Pure."""

from typing import Final

from boucle.pages.translating import translator_of

translator: Final = translator_of("boucle.notifications")
