"""A sandbox beside the territories: the same companies at the same places, tried by their tool."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from tests.kit.contact import ANIMATOR
from tests.night.year.companies import YearCompany, YearTerritory
from tests.night.year.running import Running

_PREFIX: Final = "x"


@dataclass(frozen=True)
class Trial:
    """``tool``: who declares in it, under its own source."""

    id: str
    territory: YearTerritory
    tool: str
    source: str

    def holds(self, key: str) -> bool:
        """Whether it is of a company on trial: its own ids begin with ``x``."""
        return key.startswith(_PREFIX)

    def companies(self, real: Iterable[YearCompany]) -> Iterator[YearCompany]:
        for one in real:
            key, name = f"{_PREFIX}{one.key}", f"Essai {one.name}"
            yield replace(one, key=key, name=name, territory=self.territory.siren)


async def begin_trial(running: Running, tool: str, like: YearTerritory) -> Trial:
    """A sandbox of one territory that introduces by itself, where ``like`` is."""
    body = {"name": "Essai de l'année", "territories": ["Essai"]}
    made = await running.send("POST", "/v1/sandboxes", tool, body)
    code = made["territories"][0]["siren"]
    client = made["tool"]["client_id"]
    running.inside[client] = frozenset({made["sandbox_id"], code})
    animator = {**ANIMATOR, "email": "eit@essai.example"}
    settings = {"name": "Essai", "kind": "epci", "policy": "auto", "animator": animator}
    await running.send("PUT", f"/v1/territories/{code}", f"animator:{code}", settings)
    territory = YearTerritory(code, "Essai", "auto", like.centre)
    return Trial(made["sandbox_id"], territory, f"tool:{client}", made["source"])
