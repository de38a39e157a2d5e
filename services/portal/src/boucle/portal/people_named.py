"""Names of those who animate a territory, by the ids that histories name them by."""

import asyncio
from collections.abc import Mapping, Sequence

import msgspec

from boucle.portal.api import Api

People = Mapping[str, str]


class _Animating(msgspec.Struct):
    client_id: str
    name: str


class _Animators(msgspec.Struct):
    items: tuple[_Animating, ...]


async def people_named(api: Api, territories: Sequence[str]) -> People:
    """Return ``client_id -> name`` of those of these territories."""
    found = await asyncio.gather(
        *(api.get(f"/v1/territories/{siren}/animators", _Animators) for siren in territories)
    )
    return {one.client_id: one.name for each in found for one in each.items}
