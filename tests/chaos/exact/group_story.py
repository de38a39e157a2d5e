"""A random story of what sites could pool: declared, said again, moved to another market,
withdrawn, on trial; parameters of territories; and what of it is in force."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from random import Random
from typing import Any, Final
from uuid import UUID

from msgspec.structs import replace

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.registry import SiteFacts, Territory
from boucle.contract.events.sharing import Sharing, Zone
from boucle.matching.groups.parameters import parameters_of
from boucle.matching.kinds.detector import Declared, Parameters
from boucle.matching.kinds.markets import market_of
from boucle.platform import outbox
from boucle.platform.events import Event

NOW: Final = datetime(2026, 11, 28, tzinfo=UTC)
SIRENS: Final = ("200000016", "200000024", "200000032", "012345017", "012345025")
"""Three real ones; two of a sandbox."""
_TOWNS: Final = ((49.44, 1.10), (49.49, 0.11), (49.18, -0.37), (48.86, 2.35))
_ZONES: Final = ("Z1", "Z2", None)
_PRODUCTS: Final = ("electricity", "gas", "packaging", "ppe")
_PARAMETERS: Final = {
    "purchasing_members_least": ("2", "3", "4"),
    "security_members_least": ("2", "3"),
    "waste_collection_members_least": ("3", "5"),
}
_WASTE: Final = (("15 01 01", "bin"), ("15 01 02", "big_bag"))


@dataclass
class _Ids:
    """A set from which one is drawn at random."""

    ids: list[UUID] = field(default_factory=list)
    _at: dict[UUID, int] = field(default_factory=dict)

    def add(self, id_: UUID) -> None:
        if id_ not in self._at:
            self._at[id_] = len(self.ids)
            self.ids.append(id_)

    def remove(self, id_: UUID) -> None:
        at = self._at.pop(id_, None)
        if at is not None:
            last = self.ids.pop()
            if last != id_:
                self.ids[at], self._at[last] = last, at


@dataclass
class GroupStory:
    """``kept``: what was last said of each, and whether it is in force."""

    seed: int
    population: int
    kept: dict[UUID, tuple[Event[Sharing], bool]] = field(default_factory=dict)
    territories: dict[str, Territory] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)
    _versions: Counter[str] = field(default_factory=Counter)
    _there: _Ids = field(default_factory=_Ids)
    _gone: _Ids = field(default_factory=_Ids)

    def __post_init__(self) -> None:
        self._random = Random(f"{self.seed}/groups")

    def operation(self) -> Event[Any]:
        """The next one."""
        random = self._random
        name = random.choices(
            ("declare", "say again", "move", "withdraw", "put on trial", "set parameters"),
            (0.3, 0.44, 0.1, 0.12, 0.035, 0.005),
        )[0]
        there, gone = self._there.ids, self._gone.ids
        if name == "set parameters":
            self.done[name] += 1
            return self._settle()
        if not there or (name == "declare" and len(there) < self.population):
            self.done["declare"] += 1
            id_ = random.choice(gone) if gone and random.random() < 0.5 else self._id()
            return self._say(self._drawn(id_))
        one = self.kept[random.choice(there)][0].data
        name = "say again" if name == "declare" else name
        self.done[name] += 1
        if name == "withdraw":
            return self._say(one, withdrawn=True)
        if name == "put on trial":
            return self._say(replace(one, on_trial=not one.on_trial))
        drawn = self._drawn(one.sharing_id)
        if name == "move":
            return self._say(replace(drawn, organisation_id=one.organisation_id))
        known = one.figures if drawn.subject != one.subject else drawn.figures
        cost = str(random.randrange(500, 50_000))
        return self._say(replace(one, figures=known, cost=cost))

    def markets(self) -> dict[str, list[Declared[Sharing]]]:
        """What is in force, by market."""
        found = defaultdict(list)
        for event, in_force in self.kept.values():
            market = market_of(event.data) if in_force else None
            if market is not None:
                found[market].append(Declared(event.data, event.entity_version))
        return found

    def parameters(self, siren: str) -> Parameters:
        return parameters_of(self.territories.get(siren))

    def _say(self, one: Sharing, *, withdrawn: bool = False) -> Event[Sharing]:
        version = self._next(str(one.sharing_id))
        step = "withdrawn" if withdrawn else "declared" if version == 1 else "revised"
        event: Event[Sharing] = outbox.new_event(
            f"sharing.{step}.v1", subject=one.sharing_id, version=version, data=one, now=NOW
        )
        self.kept[one.sharing_id] = event, not withdrawn
        entered, left = (self._gone, self._there) if withdrawn else (self._there, self._gone)
        entered.add(one.sharing_id)
        left.remove(one.sharing_id)
        return event

    def _settle(self) -> Event[Territory]:
        random = self._random
        siren = random.choice(SIRENS)
        own = {key: random.choice(values) for key, values in _PARAMETERS.items()}
        some = {key: value for key, value in own.items() if random.random() < 0.6}
        territory = Territory(siren=siren, kind="epci", parameters=some)
        self.territories[siren] = territory
        version = self._next(siren)
        type_ = "territory.declared.v1" if version == 1 else "territory.revised.v1"
        return outbox.new_event(type_, subject=siren, version=version, data=territory, now=NOW)

    def _drawn(self, id_: UUID) -> Sharing:
        random = self._random
        subject = random.choice(("purchasing", "purchasing", "security", "waste_collection"))
        figures, choices = self._terms(subject)
        town = random.choice(_TOWNS)
        latitude = round(random.gauss(town[0], 0.02), 4)
        longitude = round(random.gauss(town[1], 0.03), 4)
        zone = random.choice(_ZONES)
        return Sharing(
            sharing_id=id_,
            organisation_id=self._id(),
            site_id=self._id(),
            territory=random.choice(SIRENS),
            kind="service",
            direction="need",
            subject=subject,
            catalogue_version=sharing_catalogue().version,
            site=SiteFacts(latitude=latitude, longitude=longitude, location_precision="address"),
            certainty="estimated",
            valid_from=date(2026, 1, 1),
            zone=None if zone is None else Zone(zone, *town),
            figures=figures,
            choices=choices,
            cost=str(random.randrange(500, 50_000)) if random.random() < 0.7 else None,
        )

    def _terms(self, subject: str) -> tuple[dict[str, str], dict[str, str]]:
        random = self._random
        if subject == "purchasing":
            figures = {"volume": str(random.randrange(1, 900)), "price_now": "40000"}
            return figures, {"product": random.choice(_PRODUCTS)}
        if subject == "security":
            return {"hours": str(random.randrange(5, 120))}, {}
        low, container = random.choice(_WASTE)
        figures = {"tonnes": str(random.randrange(1, 60)), "pickups": random.choice(("24", "52"))}
        return figures, {"container": container, "low": low}

    def _next(self, key: str) -> int:
        self._versions[key] += 1
        return self._versions[key]

    def _id(self) -> UUID:
        return UUID(int=self._random.getrandbits(128), version=4)
