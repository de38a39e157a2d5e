"""What the pictures are taken of: notifications itself, a few made-up companies, a clock that is
moved."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Final
from uuid import UUID

import httpx

from boucle.contract.events.matching import Life
from boucle.demo.declarations import slug
from boucle.local.mailsink.mailbox import SinkMailbox, SinkMessage
from boucle.local.parts.postgres import EmbeddedPostgres
from boucle.matching.lives.commands import Command
from boucle.matching.lives.transitions import Who
from boucle.notifications.app import SERVICE
from tests.integration.notifications.month.companies import Company, companies
from tests.integration.notifications.month.lives import Lives
from tests.integration.notifications.month.matched import Match, Matched
from tests.integration.notifications.month.month import jobs
from tests.integration.notifications.month.posted import kind_of, posted
from tests.integration.notifications.month.registry import Directory, answered, territories
from tests.integration.notifications.support import KEY, Office, an_office, listening, serving
from tests.kit import FrozenClock, Tokens
from tests.kit.databases import Databases
from tests.kit.kit import Kit
from tests.kit.of_groups.made_groups import a_group
from tests.screenshots.gallery import Kind, Scene

RUBBLE: Final = "concrete_rubble>aggregate"
PALLETS: Final = "pallets_reusable>pallets_reusable"
STEAM: Final = "heat_steam>heat_steam"
CARDBOARD: Final = "cardboard>packaging_boxes"
_NAMES: Final = {
    RUBBLE: (("Terrassements Bellenger", "Camille Bellenger"), ("Bétons Grard", "Anaïs Grard")),
    PALLETS: (("Entrepôts Étienne", "Maëlle Étienne"), ("Palettes d'Ornano", "Noël d'Ornano")),
    CARDBOARD: (("Logistique Duval", "Paul Duval"), ("Cartonnages Aubert", "Inès Aubert")),
    STEAM: (("Énergies de la Seine", "Claude Quesnel"), ("Polymères Hamel", "Zoé Hamel")),
}
"""Of each route, the companies of its best pair as they might be called, and who reads their
mails."""

_OF_PALLETS: Final = (
    *(("Palettes de l'Estuaire", "Maud Lecomte"), ("Fret Houssaye", "Luc Houssaye")),
    *(("Quai Nord Logistique", "Iris Nord"), ("Stockage Marais", "Jean Marais")),
    ("Transports Poulain", "Ève Poulain"),
)


_OF_GROUPS: Final = {
    "waste": (
        *(("Imprimerie du Port", "Lucie Hamel"), ("Menuiserie Aubert", "Paul Aubert")),
        *(("Meubles Lecomte", "Zoé Lecomte"), ("Cycles Vasseur", "Yves Vasseur")),
        ("Garage Poulain", "Inès Poulain"),
    ),
    "freight": (("Fromagerie du Bocage", "Anne Marais"), ("Salaisons Duval", "Karim Duval")),
    "equipment": (
        *(("Papeterie de la Risle", "Claude Risle"), ("Laiterie Houssaye", "Maud Houssaye")),
        ("Teinturerie Quesnel", "Noël Quesnel"),
    ),
    "post": (("Saumons de la Baie", "Ève Marin"), ("Jardins du Perche", "Luc Perche")),
    "rainwater": (("Hangars Bellenger", "Jean Hangar"), ("Cars du Littoral", "Iris Littoral")),
    "childcare": (
        *(("Mécanique Étienne", "Léa Étienne"), ("Logiciels Grard", "Hugo Grard")),
        *(("Conserves Masson", "Rose Masson"), ("Bureaux Leclerc", "Théo Leclerc")),
    ),
}
"""Of each kind of group, its members as they might be called, and who reads their mails."""


@dataclass
class Stage:
    office: Office
    client: httpx.AsyncClient
    tokens: Tokens
    matched: Matched
    lives: Lives = field(default_factory=Lives)
    scenes: list[Scene] = field(default_factory=list)
    mails: list[tuple[str, SinkMessage]] = field(default_factory=list)
    """Each that came, with its kind."""
    _read: int = 0
    _heard: int = 0

    async def introduce(self, route: str) -> Life:
        """The best pair of that route."""
        return await self.begin(chosen(self.matched, route))

    async def begin(self, match: Match) -> Life:
        life = self.matched.qualified(match, self.office.clock(), automatic=match.automatic)
        event = self.lives.begun(life, match, self.office.clock())
        await self.office.hear(event)
        await self.settle()
        return life

    async def group(self, name: str) -> Life:
        """The group of that kind is introduced."""
        members = [one for one in self.matched.companies if one.id in group_members()[name]]
        members.sort(key=lambda one: group_members()[name].index(one.id))
        made = a_group(
            name,
            [one.id for one in members],
            territories=[members[0].territory for _one in members],
            sites=[(one.name, members[0].place.commune) for one in members],
            now=self.office.clock(),
        )
        self.office.registry.sharings |= made.own
        await self.office.hear(self.lives.begun(made.life, None, self.office.clock()))
        await self.settle()
        return made.life

    def life(self, synergy: UUID) -> Life:
        return self.lives.kept[synergy].life

    async def moves(self, synergy: UUID, who: Who, *commands: Command) -> None:
        await self.office.hear(*self.lives.moved(synergy, commands, who, self.office.clock()))
        await self.settle()

    async def settle(self) -> None:
        """Until all that is due has left and nobody says anything new; new mails are kept."""
        while True:
            for task in jobs(self.office):
                while await task.work():
                    pass
            await self.office.send()
            events = await self.office.outbox()
            fresh, self._heard = events[self._heard :], len(events)
            followed = self.lives.followed(fresh)
            if not followed:
                break
            await self.office.hear(*followed)
        await self._receive()

    async def _receive(self) -> None:
        rows = await posted(self.office)
        for message in self.office.sink.mailbox.find(since=self._read):
            self._read = message.id
            self.mails.append((kind_of(rows[message.message_id]), message))

    def mail(self, kind: str, to: str) -> SinkMessage:
        """The last of that kind to this address."""
        return next(one for each, one in reversed(self.mails) if each == kind and one.to == to)

    def last(self, kind: str) -> SinkMessage:
        return next(one for each, one in reversed(self.mails) if each == kind)

    def mail_to(self, company: UUID, kind: str) -> SinkMessage:
        """The last of that kind to this company."""
        address = self.office.registry.email(company)
        return next(one for each, one in reversed(self.mails) if each == kind and one.to == address)

    def picture_mail(self, name: str, title: str, message: SinkMessage) -> None:
        self._picture("mail", name, title, message.html or "", f"Subject: {message.subject}")

    async def picture_page(self, name: str, title: str, path: str, /, **form: str) -> None:
        """As it is after a form was sent, or as it is found."""
        answer = await self.client.post(path, data=form) if form else await self.client.get(path)
        while answer.is_redirect:
            answer = await self.client.get(answer.headers["Location"])
        self._picture("page", name, title, answer.text)

    def _picture(self, kind: Kind, name: str, title: str, html: str, note: str = "") -> None:
        self.scenes.append(Scene(kind, name, title, html, note))


@asynccontextmanager
async def stage() -> AsyncIterator[Stage]:
    clock = FrozenClock()
    tokens = Tokens(clock)
    with tempfile.TemporaryDirectory(prefix="boucle-screenshots-") as home, _postgres(home) as url:
        databases = Databases(url)
        kit = Kit(databases, str, "screenshots", tokens, clock)
        people = _named(companies())
        registry = Directory(people=people, around=answered())
        server, sink = await listening(SinkMailbox(Path(home) / "mail"))
        with serving(registry):
            async with (
                server,
                httpx.AsyncClient() as http,
                kit.client(
                    SERVICE,
                    link_key=KEY.decode(),
                    public_url="https://boucle.example",
                    registry_url=registry.url,
                ) as client,
            ):
                office = an_office(await kit.database(SERVICE), clock, registry, sink, http)
                yield Stage(office, client, tokens, Matched(people, territories()))
                await office.sender.post.close()
        await kit.close()
        await databases.drop_templates()


@contextmanager
def _postgres(home: str) -> Iterator[str]:
    Path(home).chmod(0o755)
    server = EmbeddedPostgres(Path(home) / "data", fast=True)
    server.start()
    try:
        yield server.url("postgres")
    finally:
        server.stop()


def chosen(matched: Matched, route: str) -> Match:
    """The best pair of that route that the policy introduces, of two trades, in two places."""
    trades = {one.id: (one.name.split()[1], one.place.commune) for one in companies()}

    def fits(one: Match) -> bool:
        here, there = (trades[company] for company in one.companies)
        return one.automatic and here[0] != there[0] and here[1] != there[1]

    found = (one for one in matched.matches if one.synergy.route == route)
    return next(one for one in found if fits(one))


def offers_to_one(matched: Matched, most: int = 4) -> list[Match]:
    """Of pallets, to the company that has most of them, from those that can be written to: the best
    first."""
    reached = {one.id for one in matched.companies if one.contacts}
    found = [
        one
        for one in matched.matches
        if one.synergy.route == PALLETS and one.automatic and reached.issuperset(one.companies)
    ]
    taker, _ = Counter(one.companies[1] for one in found).most_common(1)[0]
    return [one for one in found if one.companies[1] == taker][:most]


@cache
def group_members() -> dict[str, list[UUID]]:
    """From those that can be written to, the last ones first."""
    free = [one.id for one in reversed(companies()) if one.contacts]
    found = {}
    for name, members in _OF_GROUPS.items():
        found[name], free = free[: len(members)], free[len(members) :]
    return found


def _named(people: Sequence[Company]) -> list[Company]:
    """Those of the pictures with names that one might meet."""
    matched = Matched(people, territories())
    named = {
        company: name
        for route, names in _NAMES.items()
        for company, name in zip(chosen(matched, route).companies, names, strict=True)
    }
    offers = offers_to_one(matched)
    takers = (offers[0].companies[1], *(one.companies[0] for one in offers))
    for company, name in zip(takers, _OF_PALLETS, strict=True):
        named.setdefault(company, name)
    for kind, called in _OF_GROUPS.items():
        named |= dict(zip(group_members()[kind], called, strict=True))
    return [_called(one, *named[one.id]) if one.id in named else one for one in people]


def _called(company: Company, name: str, person: str) -> Company:
    known = {"name": person, "language": "fr", "phone": "02 35 00 00 00"}
    return replace(
        company,
        name=name,
        own={
            flow: {**own, "site": str(own["site"]).replace(company.name, name)}
            for flow, own in company.own.items()
        },
        contacts=[
            {**one, **known, "email": f"contact@{slug(name)}.example"} for one in company.contacts
        ],
    )
