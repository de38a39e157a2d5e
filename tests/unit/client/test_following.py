"""When a follower saves its place, and when it reads the lists again."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qs

import pytest

from boucle_client import CursorGone
from tests.unit.client.awaited import AwaitedCopy
from tests.unit.client.conftest import Start
from tests.unit.client.script import Answer, Asked


def change(thing: str, number: int, *, kind: str = "flow", what: str = "revised") -> dict[str, Any]:
    return {
        "type": kind,
        "id": thing,
        "version": number,
        "change": what,
        "at": "2026-03-02T09:00:00Z",
        "href": f"/v1/{kind}s/{thing}",
        "cursor": str(number),
    }


class Feed:
    """Flows with a version each, and the changes that made them; ends each answer after two."""

    def __init__(self) -> None:
        self.flows = {"a": 1, "b": 1}
        self.changes: list[dict[str, Any]] = []
        self.kept_from = 0

    def revise(self, thing: str, *, withdrawn: bool = False) -> None:
        number = len(self.changes) + 1
        self.flows[thing] = number
        if withdrawn:
            del self.flows[thing]
        self.changes.append(change(thing, number, what="withdrawn" if withdrawn else "revised"))

    def __call__(self, asked: Asked) -> Answer:
        if asked.path == "/v1/flows":
            items = [{"flow_id": one, "version": at} for one, at in self.flows.items()]
            return Answer(200, {"items": items, "next": None})
        if asked.path != "/v1/changes":
            thing = asked.path.rpartition("/")[2]
            found = {"flow_id": thing, "version": self.flows.get(thing)}
            return Answer(200, found) if thing in self.flows else Answer(404, {})
        after = parse_qs(asked.query).get("after")
        if after is None:
            return Answer(200, {"items": [], "next": str(len(self.changes)), "more": False})
        start = int(after[0])
        if start < self.kept_from:
            return Answer(410, {"title": "gone"})
        items = self.changes[start : start + 2]
        end = start + len(items)
        more = end < len(self.changes)
        return Answer(200, {"items": items, "next": str(end), "more": more})


class Kept:
    """A copy in memory, with what was done to it in order."""

    def __init__(self, cursor: str | None = None) -> None:
        self.place = cursor
        self.things: dict[str, dict[str, Any]] = {}
        self.done: list[str] = []

    def cursor(self) -> str | None:
        return self.place

    def save(self, cursor: str) -> None:
        self.place = cursor
        self.done.append(f"save {cursor}")

    def replace(self, kind: str, things: Iterable[tuple[str, dict[str, Any]]]) -> None:
        self.things = dict(things)
        self.done.append(f"replace {kind}")

    def put(self, kind: str, thing_id: str, thing: dict[str, Any]) -> None:
        self.things[thing_id] = thing
        self.done.append(f"put {kind} {thing_id}")

    def drop(self, kind: str, thing_id: str) -> None:
        self.things.pop(thing_id, None)
        self.done.append(f"drop {kind} {thing_id}")

    def versions(self) -> dict[str, int]:
        return {one: thing["version"] for one, thing in self.things.items()}


def test_a_place_is_saved_once_its_change_is_applied(start: Start) -> None:
    feed, store = Feed(), Kept("0")
    feed.revise("a")
    feed.revise("b")
    _, boucle = start(feed)
    following = boucle.follow(store, ["flow"], wait=0)
    assert next(following).id == "a"
    assert store.place == "0"  # a process that dies now gets it again
    assert next(following).id == "b"
    assert store.place == "1"
    assert list(following) == []
    assert store.place == "2"


def test_a_follower_away_too_long_is_asked_to_list(start: Start) -> None:
    feed = Feed()
    feed.kept_from = 5
    _, boucle = start(feed)
    with pytest.raises(CursorGone):
        next(boucle.follow(Kept("0"), wait=0))


def test_a_new_copy_is_listed_then_follows(start: Start) -> None:
    feed, copy = Feed(), Kept()
    _, boucle = start(feed)
    assert boucle.keep(copy, ["flow"]) == 0
    assert copy.done[:2] == ["replace flow", "save 0"]
    for thing in ("a", "a", "c", "b"):
        feed.revise(thing)
    feed.revise("b", withdrawn=True)
    copy.done.clear()
    assert boucle.keep(copy, ["flow"]) == 5
    assert copy.done == [
        *("put flow a", "save 2"),
        *("put flow c", "drop flow b", "save 4"),  # it is gone already when it is read
        *("drop flow b", "save 5"),
    ]
    assert copy.versions() == feed.flows


def test_a_copy_away_too_long_is_listed_again(start: Start) -> None:
    feed, copy = Feed(), Kept()
    _, boucle = start(feed)
    boucle.keep(copy, ["flow"])
    feed.revise("a", withdrawn=True)
    feed.revise("c")
    feed.kept_from = 2
    boucle.keep(copy, ["flow"])
    assert "put flow c" not in copy.done
    assert copy.versions() == feed.flows
    assert copy.place == "2"


def test_a_grant_has_the_lists_read_again(start: Start) -> None:
    feed, copy = Feed(), Kept()
    _, boucle = start(feed)
    boucle.keep(copy, ["flow"])
    feed.flows["of another"] = 1
    feed.changes.append(change("organisation", 1, kind="grant", what="given"))
    boucle.keep(copy, ["flow"])
    assert copy.versions() == feed.flows
    assert copy.place == "1"


def test_what_dies_before_it_saved_is_applied_again(start: Start) -> None:
    class Dying(Kept):
        def save(self, cursor: str) -> None:
            raise KeyboardInterrupt

    feed, copy = Feed(), Dying("0")
    feed.revise("a")
    _, boucle = start(feed)
    with pytest.raises(KeyboardInterrupt):
        boucle.keep(copy, ["flow"])
    assert (copy.done, copy.place) == (["put flow a"], "0")


async def test_an_awaited_copy_is_kept_as_another(start: Start) -> None:
    feed, copy, other = Feed(), AwaitedCopy(), Kept()
    _, boucle = start(feed)
    async with boucle:
        for steps in (("a", "c"), ("a", "b", "c", "a"), ()):
            for thing in steps:
                feed.revise(thing)
            applied = await boucle.keep_async(copy, ["flow"])
            assert applied == await asyncio.to_thread(boucle.keep, other, ["flow"])
        feed.kept_from = len(feed.changes) + 1
        feed.changes += [change("a", 7), change("a", 8)]
        await boucle.keep_async(copy, ["flow"])
        boucle.keep(other, ["flow"])  # in the midst of a loop
    assert copy.done == other.done
    assert copy.done.count("replace flow") == 2
    assert copy.things == {"flow": other.things}


async def test_an_awaited_place_is_saved_once_its_change_is_applied(start: Start) -> None:
    feed, store = Feed(), AwaitedCopy("0")
    feed.revise("a")
    feed.revise("b")
    _, boucle = start(feed)
    async with boucle:
        following = boucle.follow_async(store, ["flow"], wait=0)
        assert (await anext(following)).id == "a"
        assert store.place == "0"
        assert [one.id async for one in following] == ["b"]
    assert store.place == "2"


def test_who_stops_following_saves_nothing_more(start: Start) -> None:
    feed, store = Feed(), Kept("0")
    feed.revise("a")
    _, boucle = start(feed)
    following = boucle.follow(store, ["flow"], wait=0)
    next(following)
    following.close()  # type: ignore[attr-defined]  # as ``break`` does
    assert store.done == ["save 0"]
