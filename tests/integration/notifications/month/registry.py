"""Registry's directory as it would answer of these companies, over real HTTP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from boucle.contract.events.registry import Territory
from boucle.demo.declarations import declarations
from tests.integration.notifications.month.companies import Company
from tests.integration.notifications.support import Registry

WITHOUT_PHONE: Final = "200067205"
WITHOUT_CONTROLLER: Final = "200067023"
WITHOUT_ANIMATOR: Final = "241400514"
_BY_HAND: Final = ("200023414", "200066389", "200067031")
"""Territories whose animators introduce by themselves."""


@dataclass
class Directory(Registry):
    """``around``: what is answered of each territory."""

    people: Sequence[Company] = ()
    around: Mapping[str, dict[str, Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.companies = {one.id: one.directory for one in self.people}
        self.own = {flow: dict(own) for one in self.people for flow, own in one.own.items()}

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        flows = map(UUID, question.get("flows", ()))
        asked = self.around if question.get("every_epci") else question.get("territories", ())
        return {
            **super().answer({**question, "territories": [], "flows": []}),
            "territories": {one: self.around[one] for one in asked if one in self.around},
            "flows": {str(one): self.own[one] for one in flows if one in self.own},
        }


def territories() -> dict[str, Territory]:
    """As matching has them: a policy each."""
    sirens = [one["siren"] for one in declarations().territories]
    return {
        siren: Territory(
            siren=siren, kind="epci", policy="animator" if siren in _BY_HAND else "auto"
        )
        for siren in sirens
    }


def answered() -> dict[str, dict[str, Any]]:
    """As the directory has them: one has no animator, one an animator without phone, one nobody
    who answers for personal data."""
    found = {}
    for number, one in enumerate(declarations().territories):
        siren, name = one["siren"], one["name"]
        found[siren] = {
            "name": name,
            "animator": _animator(number, siren, name),
            "controller": None if siren == WITHOUT_CONTROLLER else _controller(siren, name),
            "parameters": {},
        }
    return found


def _animator(number: int, siren: str, territory: str) -> dict[str, Any] | None:
    if siren == WITHOUT_ANIMATOR:
        return None
    reached = siren != WITHOUT_PHONE
    first = ("Anne", "Karim", "Solène", "Yves", "Inès")[number % 5]
    return {
        "name": f"{first} Ledoux",
        "email": f"eit@{siren}.example",
        "phone": f"02 31 00 00 {number:02d}" if reached else None,
        "address": f"{territory}, 1 place de l'Hôtel-de-Ville" if reached else None,
    }


def _controller(siren: str, territory: str) -> dict[str, Any]:
    return {
        "name": f"Établissement public {territory}",
        "address": "1 place de l'Hôtel-de-Ville, 76000 Exemple",
        "rights": f"dpo@{siren}.example",
        "basis": "mission d'intérêt public",
        "kept_months": 24,
        "publisher": f"{territory}",
        "host": "Exemple Hébergement, 2 rue des Serveurs, 59000 Exemple",
    }
