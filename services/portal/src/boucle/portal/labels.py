"""The words of codes, as the API gives them."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import msgspec

from boucle.portal.api import Api

_PAGE: Final = 200


class _Word(msgspec.Struct):
    key: str
    label_fr: str
    label_en: str


class _Words(msgspec.Struct):
    items: tuple[_Word, ...]
    next: str | None = None


class _Vocabulary(msgspec.Struct):
    key: str
    words: tuple[_Word, ...]


class _Vocabularies(msgspec.Struct):
    items: tuple[_Vocabulary, ...]


class _Division(msgspec.Struct):
    code: str
    division_label_fr: str
    division_label_en: str


class _Divisions(msgspec.Struct):
    items: tuple[_Division, ...]


Pairs = dict[str, tuple[str, str]]


@dataclass(frozen=True)
class Labels:
    """``of``: the word of a code in a list: ``state``, ``family``, ``division``, ``subject``…"""

    lists: dict[str, Pairs]
    language: str

    def of(self, kind: str, key: str | None) -> str:
        """Return the code itself where it has no word."""
        if not key:
            return ""
        pair = self.lists.get(kind, {}).get(key)
        return key if pair is None else pair[self.language == "en"]

    def about(self, key: str) -> str:
        """Return the word of what a synergy is about: a family, or what is pooled or shared."""
        return self.of("family" if key in self.lists["family"] else "subject", key)


async def read_labels(api: Api) -> dict[str, Pairs]:
    """Return the words of each list, by its codes."""
    vocabularies, divisions, families, services, equipment = await asyncio.gather(
        api.get("/v1/vocabularies", _Vocabularies, {"limit": _PAGE}),
        api.get("/v1/codes/naf", _Divisions, {"level": "division", "limit": _PAGE}),
        api.every("/v1/families", _Words),
        api.every("/v1/services", _Words),
        api.every("/v1/equipment", _Words),
    )
    lists = {one.key: _pairs(one.words) for one in vocabularies.items}
    lists["division"] = {
        one.code: (one.division_label_fr, one.division_label_en) for one in divisions.items
    }
    return {**lists, "family": _pairs(families), "subject": _pairs([*services, *equipment])}


def _pairs(words: Iterable[_Word]) -> Pairs:
    return {one.key: (one.label_fr, one.label_en) for one in words}
