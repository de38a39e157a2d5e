"""The sentences of notifications in the language of who reads them. Pure."""

from typing import Final

from boucle.pages.translating import translator_of

translator: Final = translator_of("boucle.notifications")
