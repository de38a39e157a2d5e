"""One story, day by day, in one world; after each day everybody who may not know the victim's
secret asks all that can be asked."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final

from boucle.catalogue import load_catalogue
from boucle.registry.outlets.prospects.use_cases import import_stock
from tests.adversary.two_worlds.cast import (
    HOME,
    MEMBER,
    NEXT,
    OURS,
    PARTNER,
    READER,
    THEIRS,
    VICTIM,
    World,
)
from tests.adversary.two_worlds.hearing import HOOK, Heard, Hearing, Known
from tests.adversary.two_worlds.register import register
from tests.kit.eventually import eventually
from tests.night.year.companies import FEDERATION, federation
from tests.night.year.running import Running

Json = dict[str, Any]
OPERATOR: Final = "operator"
_TO_DIVIDE: Final = """
SELECT EXISTS (SELECT FROM crowd WHERE stale) OR EXISTS (SELECT FROM crowd_partition WHERE stale)
"""
_OPEN: Final = ("refused", "interested", None)
"""What the victim says to the reader; it never consents."""
_OF_EACH: Final = (12, 12, 1)
"""Companies of the register of each activity at each place: where they are few, the rarer of two is
asked first."""


@dataclass
class Story:
    hearing: Hearing
    world: World
    tools: dict[str, str] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    moments: list[str] = field(default_factory=list)
    states: set[str] = field(default_factory=set)
    """That anything was in after a day."""

    @property
    def running(self) -> Running:
        return self.hearing.running

    async def play(self) -> Mapping[str, Heard]:
        rng = random.Random(self.world.seed)
        self.running.tick = timedelta(0)
        await self._settle(rng.choice(_OF_EACH))
        await self._day("declared")
        for who in rng.sample((READER, PARTNER), rng.randint(1, 2)):
            await self._qualify(VICTIM, who)
        if rng.random() < 0.7:
            await self._qualify(VICTIM, MEMBER)
        await self._record(VICTIM, READER)
        await self._day("qualified")
        await self._answers(rng.choice(_OPEN), rng.choice(("interested", "refused")))
        await self._meet(NEXT.siren, READER)
        if "meeting" in self.world.moved:
            await self._meet(HOME.siren, VICTIM)
        await self._day("answered")
        await self._later()
        await self._day("later")
        await self._end(rng)
        await self._day("ended")
        await self.hearing.write([one for one in self._readers() if one[0] != OPERATOR])
        return {who: one.heard for who, one in self.hearing.readers.items()}

    # What happens

    async def _settle(self, of_each: int) -> None:
        send = self.running.send
        await send("PUT", f"/v1/territories/{FEDERATION}", "operator", federation())
        for one in (HOME, NEXT):
            await send("PUT", f"/v1/territories/{one.siren}", "operator", one.body(FEDERATION))
        for source in (OURS, THEIRS):
            body = {"name": source, "role": "tool", "source": source, "verifies": True}
            made = await send("POST", "/v1/principals", "operator", body)
            self.tools[source] = f"tool:{made['client_id']}"
            self.ids[f"tool:{source}"] = made["client_id"]
        hook = {"url": self.hearing.receiver.url(HOOK)}
        await send("POST", "/v1/webhooks", self.tools[OURS], hook)
        database = self.running.watch.world.databases["registry"]
        await import_stock(database, register(of_each), load_catalogue(), self.running.clock())
        where = {}
        for source, company in self.world.companies():
            where[company.key] = source
            for noun, body in (
                ("organisation", company.organisation()),
                ("site", company.site()),
            ):
                await self._put(source, noun, company.key, body)
        for key, body in self.world.flows():
            await self._put(where[key], "flow", key, body)
        for key, sharing in self.world.sharings():
            await self._put(where[sharing["site"]], "sharing", key, self._naming(sharing))

    def _naming(self, body: Json) -> Json:
        if "excluded" not in body:
            return body
        return {**body, "excluded": [self.ids[f"organisation:{one}"] for one in body["excluded"]]}

    async def _put(self, source: str, noun: str, key: str, body: Json) -> None:
        path = f"/v1/sources/{source}/{noun}s/{key}"
        made = await self.running.send("PUT", path, self.tools[source], body)
        self.ids[f"{noun}:{key}"] = made[f"{noun}_id"]

    async def _between(self, *keys: str) -> list[Json]:
        """Synergies of all these, as the operator sees them."""
        wanted = {self.ids[f"organisation:{key}"] for key in keys}
        found = await self.running.every("/v1/synergies", "operator")
        return [one for one in found if wanted <= {s["organisation_id"] for s in one["sides"]}]

    async def _qualify(self, *keys: str) -> None:
        for one in await self._between(*keys):
            await self._may(f"/v1/synergies/{one['synergy_id']}/qualification", "operator", {})
            await self.running.quiet()  # else it is chance which of two mails a company gets today

    async def _record(self, *keys: str) -> None:
        """What people found at a workshop, of which nobody declared anything."""
        parties = [{"organisation_id": self.ids[f"organisation:{key}"]} for key in keys]
        body = {"kind": "pooling", "title": "Quai", "found_by": "workshop", "parties": parties}
        await self.running.send("POST", "/v1/synergies", "operator", body)

    async def _answers(self, to_reader: str | None, of_member: str) -> None:
        for one in await self._between(VICTIM, READER):
            await self._answer(one, READER, "interested")
            if to_reader:
                await self._answer(one, VICTIM, to_reader)
        for one in await self._between(VICTIM, PARTNER):
            await self._answer(one, PARTNER, "interested", consent=True)
            if "moment" not in self.world.moved:
                await self._to_partner(one)
        for one in await self._between(VICTIM, MEMBER):
            await self._answer(one, MEMBER, of_member)
            if "moment" not in self.world.moved or self._is_followed(one):
                await self._answer(one, VICTIM, "interested")

    async def _to_partner(self, one: Json) -> None:
        if "answer" in self.world.moved:
            await self._answer(one, VICTIM, "refused")
        else:
            await self._answer(one, VICTIM, "interested", consent=True)

    async def _answer(self, one: Json, key: str, answer: str, **more: object) -> None:
        organisation = self.ids[f"organisation:{key}"]
        body = {"answer": answer, "organisation_id": organisation, **more}
        if answer == "refused":
            body["reason"] = "price"
        path = f"/v1/synergies/{one['synergy_id']}/answers"
        await self._may(path, f"company:{organisation}", body)

    async def _meet(self, territory: str, own: str) -> None:
        """The animator of one side plans a meeting about what crosses the border."""
        starts = self.running.clock() + timedelta(days=10)
        names = self.hearing.names
        between = [o for o in await self._between(VICTIM, READER) if o["state"] != "detected"]
        body = {
            "kind": "workshop",
            "title": "Rencontre",
            "place": "Mairie",
            "starts_at": starts.isoformat(),
            "ends_at": (starts + timedelta(hours=2)).isoformat(),
            "synergy_ids": sorted((o["synergy_id"] for o in between), key=names.__getitem__),
            "organisations": [self.ids[f"organisation:{own}"]],
        }
        await self.running.send("POST", "/v1/meetings", f"animator:{territory}", body)

    async def _later(self) -> None:
        for one in await self._between(VICTIM, PARTNER):
            if "moment" in self.world.moved:
                await self._to_partner(one)
            since = self.running.clock().date().isoformat()
            path = f"/v1/synergies/{one['synergy_id']}/state"
            await self._may(path, "operator", {"state": "running", "since": since})
        if "moment" in self.world.moved:
            for one in await self._between(VICTIM, MEMBER):
                if not self._is_followed(one):
                    await self._answer(one, VICTIM, "interested")
        await self._leave(READER)

    def _is_followed(self, one: Json) -> bool:
        """Whether the reader's animator follows it, who may read who answered."""
        return any(side["territory"] == NEXT.siren for side in one["sides"])

    async def _leave(self, key: str) -> None:
        """Somebody else is the contact from now on; the former one has the links still."""
        company = next(one for _, one in self.world.companies() if one.key == key)
        body = company.organisation()
        body["contacts"] = [{**body["contacts"][0], "name": "Neuf", "email": f"neuf@{key}.example"}]
        await self._put(OURS, "organisation", key, body)

    async def _end(self, rng: random.Random) -> None:
        """The victim revises what it declared, ends its exchange, has its person erased, or
        withdraws."""
        if rng.random() < 0.5:
            key, body = next(iter(self.world.flows()))
            revised = {**body, "text": "revised"}
            await self._put(THEIRS, "flow", key, revised)
        if rng.random() < 0.5:
            for one in await self._between(VICTIM, PARTNER):
                on = self.running.clock().date().isoformat()
                path = f"/v1/synergies/{one['synergy_id']}/state"
                await self._may(path, "operator", {"state": "stopped", "on": on})
        if rng.random() < 0.3:
            body = {"address": f"environnement@{VICTIM}.example"}
            await self.running.send("POST", "/v1/persons/erase", "operator", body)
        if rng.random() < 0.3:
            path = f"/v1/sources/{THEIRS}/flows/{VICTIM}"
            await self.running.send("DELETE", path, self.tools[THEIRS])

    async def _may(self, path: str, by: str, body: Json) -> None:
        answer = await self.running.ask("POST", path, by, body)
        assert answer.status_code < 500, f"{path} {body}: {answer.status_code} {answer.text}"

    # Who looks

    async def _day(self, what: str) -> None:
        await self.running.quiet()
        await eventually(self._divided, within=60, every=0.2)
        self.moments.append((self.running.clock() - timedelta(minutes=1)).isoformat())
        await self._name()
        await self.hearing.day(what, list(self._readers()))
        day = self.running.clock() + timedelta(days=1)
        self.running.clock.set(day.replace(hour=9, minute=0, second=0, microsecond=0))
        await self.running.quiet()  # what is due that morning comes before what people do

    async def _divided(self) -> bool:
        """Whether the register's companies stand in their classes, and each flow in its own."""
        async with self.running.watch.world.databases["matching"].read() as session:
            driver = await session.driver()
            return not await driver.fetchval(_TO_DIVIDE)

    async def _name(self) -> None:
        """What each id of this world is of."""
        self.hearing.names.update({id_: name for name, id_ in self.ids.items()})
        for one in await self.running.every("/v1/synergies", "operator"):
            self.states.add(f"{one['state']} {'group' if one['group'] else 'pair'}")
            sides = sorted(self._side(side) for side in one["sides"])
            group = one["group"] or {}
            name = " + ".join([one["kind"], str(group.get("subject")), *sides])
            self.hearing.names[one["synergy_id"]] = f"synergy({name})"
        for one in await self.running.every("/v1/introductions", "operator"):
            self.states.add(f"{one['state']} introduction")
            of = self.hearing.names.get(one["synergy_id"], "?")
            self.hearing.names[one["introduction_id"]] = f"introduction({of})"

    def _side(self, side: Json) -> str:
        ids = (side["flow_id"], side["sharing_id"], side["organisation_id"])
        return next((self.hearing.names[one] for one in ids if one in self.hearing.names), "?")

    def _readers(self) -> Iterator[tuple[str, str, Known]]:
        yield OPERATOR, "operator", self._known(READER, OURS)
        yield READER, f"company:{self.ids[f'organisation:{READER}']}", self._known(READER, OURS)
        yield OURS, self.tools[OURS], self._known(READER, OURS)
        yield NEXT.siren, f"animator:{NEXT.siren}", self._known(READER, OURS)
        yield MEMBER, f"company:{self.ids[f'organisation:{MEMBER}']}", self._known(MEMBER, THEIRS)

    def _known(self, own: str, source: str) -> dict[str, Sequence[str]]:
        """What a reader can name: all that is its own and all that is the victim's."""
        by_noun: dict[str, list[str]] = {}
        for key in (own, VICTIM):
            for name, id_ in self.ids.items():
                noun, _, of = name.partition(":")
                if of == key or of.startswith(f"{key}-"):
                    by_noun.setdefault(f"{noun}_id", []).append(id_)
        names = self.hearing.names
        with_victim = [
            i for i, name in names.items() if f":{VICTIM}" in name and "synergy(" in name
        ]
        for noun in ("synergy", "introduction"):
            by_noun[f"{noun}_id"] = [id_ for id_ in with_victim if names[id_].startswith(noun)]
        flows = by_noun.get("flow_id", [])
        return {
            **{noun: sorted(found, key=names.__getitem__) for noun, found in by_noun.items()},
            "offer": flows,
            "need": flows,
            "siren": (HOME.siren, NEXT.siren),
            "territory": (HOME.siren, NEXT.siren),
            "source": (source,),
            "external_id": (own, VICTIM),
            "month": (self.running.clock().strftime("%Y-%m"),),
            "updated_after": tuple(self.moments[-3:]),
            "expand": ("parties", "why"),
            "min_gain": ("0", "20000", "1000000"),
            "q": ("bois",),
            "ids": sorted(by_noun.get("organisation_id", []), key=names.__getitem__),
            "format": ("csv", "geojson"),  # a workbook holds when it was made
            "fields": ("synergy_id,updated_at,eur",),
            "family": (self.world.exchange.offer["family"],),
            "text": ("bois",),
            "site": (own,),
        }
