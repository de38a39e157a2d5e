"""What animators and companies of the year do on a working day, drawn from a seed."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from tests.night.year.companies import YearTerritory
from tests.night.year.running import Running

Json = dict[str, Any]
_QUALIFIED_A_DAY: Final = 2
_INSISTS: Final = 0.1
_ANSWERS: Final = 0.3
_YES: Final = 0.75
_CONSENTS: Final = 0.8
_ALREADY: Final = 0.1
_AGREED: Final = ("0.01", "0.25", "0.6", "1")
_RUNS: Final = 0.2
_UNTOLD: Final = 0.2
_REPORTS: Final = 0.05
_ENDS: Final = 0.004
_LEAVES: Final = 0.02
_BOTH: Final = 0.6
_ALIKE: Final = 0.5
_REASONS: Final = ("price", "quantity", "timing", "concentration")
_OPEN: Final = ("qualified", "introduced", "interested")


@dataclass
class People:
    running: Running
    rng: random.Random
    ids: dict[str, str]
    since: dict[str, date] = field(default_factory=dict)

    async def act(self, territories: Sequence[YearTerritory]) -> None:
        """Animators of these territories go through all that they see."""
        for territory in territories:
            by = f"animator:{territory.siren}"
            keys = {id_: key for key, id_ in self.ids.items()}
            seen = [_in_order(one, keys) for one in await self.running.every("/v1/synergies", by)]
            seen.sort(key=lambda one: _story_order(one, keys))
            await self._qualify(territory, by, seen)
            for one in seen:
                await self._live(by, one)

    async def _qualify(self, territory: YearTerritory, by: str, seen: Sequence[Json]) -> None:
        ready = [one for one in seen if one["state"] == "detected" and _is_viable(one)]
        ready = ready if territory.policy == "animator" else ready[:0]
        chosen = self.rng.sample(ready, min(_QUALIFIED_A_DAY, len(ready)))
        losses = [one for one in ready if one not in chosen and _is_loss(one)]
        if losses and self.rng.random() < _INSISTS:
            chosen.append(losses[0])
        for one in chosen:
            path = f"/v1/synergies/{one['synergy_id']}/qualification"
            await self._may(by, path, {})

    async def _live(self, by: str, one: Json) -> None:
        state, chance = one["state"], self.rng.random()
        if state in _OPEN:
            await self._answer(by, one)
        elif state in ("consented", "studying") and chance < _RUNS:
            await self._run(by, one)
        elif state == "running" and chance < _REPORTS:
            await self._report(by, one)
        elif state == "running" and chance < _REPORTS + _ENDS:
            on = self._today().isoformat()
            await self._may(by, _path(one, "state"), {"state": "stopped", "on": on})
        elif state == "running" and one["group"] and chance < _REPORTS + _ENDS + _LEAVES:
            body = {"answer": "refused", "reason": "has_provider"}
            await self._may(by, _path(one, "answers"), body | self._somebody(one))

    async def _answer(self, by: str, one: Json) -> None:
        """A company answers what its mail asks; an animator writes it down."""
        for side in one["sides"]:
            if (
                side.get("standing") not in ("pending", "interested")
                or side["organisation_id"] is None
            ):
                continue
            if self.rng.random() > _ANSWERS:
                continue
            body: Json = {"organisation_id": side["organisation_id"]}
            chance = self.rng.random()
            if chance < _YES:
                body |= {"answer": "interested", "consent": self.rng.random() < _CONSENTS}
            elif chance < _YES + _ALREADY:
                body |= {"answer": "already_done"} | self._bound()
            else:
                body |= {"answer": "refused", "reason": self.rng.choice(_REASONS)}
            await self._may(by, _path(one, "answers"), body)

    def _bound(self) -> Json:
        """Half of who has a solution is bound by a contract that ends in some weeks."""
        if self.rng.random() < _ALIKE:
            return {}
        end = self._today() + timedelta(days=self.rng.randint(10, 60))
        return {"contract_until": end.isoformat()}

    async def _run(self, by: str, one: Json) -> None:
        body: Json = {"state": "running", "since": self._today().isoformat()}
        quantity = one.get("quantity") or one.get("potential")
        if quantity and self.rng.random() > _UNTOLD:
            share = Decimal(self.rng.choice(_AGREED))
            value = format(Decimal(quantity["value"]) * share, "f")
            body["quantity"] = {**quantity, "value": value}
        await self._may(by, _path(one, "state"), body)
        self.since[one["synergy_id"]] = self._today()

    async def _report(self, by: str, one: Json) -> None:
        """For the month before: by one of its parties, or by each, alike or apart."""
        end = self._today().replace(day=1) - timedelta(days=1)
        since = self.since.get(one["synergy_id"])
        if since is None or since > end:
            return
        first = max(since, end.replace(day=1))
        period = {"period_start": first.isoformat(), "period_end": end.isoformat()}
        named = [side["organisation_id"] for side in one["sides"] if side["organisation_id"]]
        told, alike = self._brought(one), self.rng.random() < _ALIKE
        for organisation in named if self.rng.random() < _BOTH else named[:1]:
            body = told if alike else self._brought(one)
            body = body | period | {"organisation_id": organisation}
            await self._may(by, _path(one, "results"), body)

    def _brought(self, one: Json) -> Json:
        body: Json = {"eur": str(self.rng.randint(50, 5000))}
        if agreed := one.get("agreed"):
            part = Decimal(agreed["value"]) / 12 * Decimal(self.rng.choice(("0.8", "1", "1.1")))
            value = format(part.quantize(Decimal("0.01")), "f")
            body["quantity"] = {"value": value, "unit": agreed["unit"]}
        return body

    def _somebody(self, one: Json) -> Json:
        named = [side["organisation_id"] for side in one["sides"] if side["organisation_id"]]
        return {"organisation_id": self.rng.choice(named)} if named else {}

    async def _may(self, by: str, path: str, body: Json) -> None:
        """What people try may be refused (409, 422), never fail."""
        answer = await self.running.ask("POST", path, by, body)
        assert answer.status_code < 500, f"{path} {body}: {answer.status_code} {answer.text}"

    def _today(self) -> date:
        return self.running.clock().date()


def _path(one: Json, step: str) -> str:
    return f"/v1/synergies/{one['synergy_id']}/{step}"


def _is_viable(one: Json) -> bool:
    return one["group"] is None or one["group"]["state"] == "viable"


def _is_loss(one: Json) -> bool:
    """Animators insist on some that cost both more than they bring."""
    high = (one["eur"] or {}).get("high")
    return high is not None and Decimal(high) < 0


def _in_order(one: Json, keys: Mapping[str, str]) -> Json:
    """Ids are drawn anew in each run: a seed's story goes by whose its parties are."""
    return {**one, "sides": sorted(one["sides"], key=lambda side: _named(side, keys))}


def _story_order(one: Json, keys: Mapping[str, str]) -> tuple[object, ...]:
    group = one["group"] or {}
    named = [_named(side, keys) for side in one["sides"]]
    return one["kind"], named, str(one["route"]), str(group.get("subject")), str(one["quantity"])


def _named(side: Json, keys: Mapping[str, str]) -> tuple[str, ...]:
    ids = (side["organisation_id"], side["flow_id"], side["sharing_id"])
    return tuple(keys.get(id_ or "", "") for id_ in ids)
