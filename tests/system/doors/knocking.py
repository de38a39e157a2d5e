"""Every role at every door: what is answered, against the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import httpx

from tests.system.doors.asking import Answer, Giver, foreign, nobodys, says
from tests.system.doors.operations import Operation, operations
from tests.system.doors.people import Role
from tests.system.doors.rules import SHARED, Rule, rules
from tests.system.doors.tenants import Tenants

_AT_ONCE = 16
_LIKE_NONE = ("404", "422")
_BY_RIGHT = ("operator", "service")
Ids = Mapping[str, str]
_One = TypeVar("_One")
_Found = TypeVar("_Found")


def at_once(look: Callable[[_One], _Found], each: Sequence[_One]) -> list[_Found]:
    """What was found at each, sixteen at a time: where nothing that is asked changes anything."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(look, each))


@dataclass(frozen=True)
class Door:
    """An operation with its rule, and the ids that are named there; ``none``: ids of nothing."""

    operation: Operation
    rule: Rule
    ids: Ids
    none: Ids
    shared: bool = False

    def query(self, ids: Ids) -> dict[str, str]:
        return {name: value.format_map(ids) for name, value in self.rule.query.items()}


def doors(made: Tenants) -> Iterator[Door]:
    """Each operation with the other tenant's ids; then what A shares with it."""
    ids = foreign(made)
    none = nobodys(ids)
    for one in operations():
        yield Door(one, rules()[one.service][one.name], ids, none)
    for one in operations():
        rule = rules()[SHARED].get(one.name)
        if rule is not None and rule.words:
            token = made.links.get(one.path.split("/")[1], "")
            both = {**made.shared, "token": token}
            yield Door(one, rule, {**ids, **both}, {**none, **both}, shared=True)


def knocked(made: Tenants) -> list[str]:
    """What is wrong, at any door, with what strangers were answered, and those who may read."""
    every = [*doors(made)]
    reads = [door for door in every if not door.operation.writes]
    writes = [door for door in every if door.operation.writes]
    # First the reads: a tool's own new organisation would be in its lists.
    found = [each for some in (reads, writes) for each in at_once(partial(_asked, made), some)]
    return [one for each in found for one in each]


def _asked(made: Tenants, door: Door) -> list[str]:
    return [*_knocked(made, door)]


def _knocked(made: Tenants, door: Door) -> Iterator[str]:
    for role, word in door.rule.words.items():
        if word == "may" and door.operation.writes:
            continue
        asker = Giver(made, role)
        answer = asker.ask(door.operation, door.ids, **door.query(door.ids))
        yield from _wrong(made, door, role, answer)
        if word in _LIKE_NONE:
            other = asker.ask(door.operation, door.none, **door.query(door.none))
            yield from _different(door, role, answer, other)
        if word == "own" and not door.operation.writes and not door.shared:
            yield from _filtered(made, door, role)


def _filtered(made: Tenants, door: Door, role: Role) -> Iterator[str]:
    """Asked for by name, what is another's is as if it were nothing."""
    for name in door.operation.filters(door.ids):
        answers = [
            Giver(made, role).ask(door.operation, ids, **{**door.query(ids), name: ids[name]})
            for ids in (door.ids, door.none)
        ]
        yield from _leaks(made, door, role, answers[0])
        yield from _different(door, role, *answers)


def _wrong(made: Tenants, door: Door, role: Role, answer: Answer) -> Iterator[str]:
    if not door.rule.fits(role, answer.status):
        yield _say(door, role, f"{answer.status}, not {door.rule.words[role]}: {answer.text[:300]}")
    if door.rule.words[role] == "masked" and '"masked":true' not in answer.text:
        yield _say(door, role, f"nothing is masked: {answer.text[:300]}")
    yield from _leaks(made, door, role, answer)


def _leaks(made: Tenants, door: Door, role: Role, answer: Answer) -> Iterator[str]:
    if role in _BY_RIGHT or (role == "territory" and not door.shared):
        return
    # A link is the capability: whoever holds A's reads what A does, and never B's.
    side = "a" if role == "territory" and "{token}" not in door.operation.name else "b"
    found = answer.leaks(made.canaries[side])
    if found:
        yield _say(door, role, f"shows {found}")


def _different(door: Door, role: Role, one: Answer, other: Answer) -> Iterator[str]:
    if one.but_for(door.ids, door.none) != other.but_for(door.ids, door.none):
        text = f"{one.status} {one.text[:200]}, of nothing {other.status} {other.text[:200]}"
        yield _say(door, role, f"is not as for an id that nothing has: {text}")


def _say(door: Door, role: Role, what: str) -> str:
    shared = " (shared)" if door.shared else ""
    return f"{role} at {door.operation.name}{shared}: {what}"


# --- who may -----------------------------------------------------------------------------------

_LAST = (
    "leads",
    "notes",
    "animators",
    "webhooks",
    "flows",
    "sharings",
    "sites",
    "grants",
    "organisations",
    "principals",
)
"""What is deleted, in this order, after all else and the merge."""


def let_in(made: Tenants) -> Iterator[str]:
    """Who may write is not refused for who he is, with the very same request."""
    open_doors = [door for door in doors(made) if door.operation.writes and not door.shared]
    for door in sorted(open_doors, key=_turn):
        for role in (role for role, word in door.rule.words.items() if word == "may"):
            answer = Giver(made, role).ask(door.operation, door.ids)
            if answer.status in (401, 403) or answer.status >= 500:
                yield _say(door, role, f"{answer.status}: {answer.text[:300]}")


def _turn(door: Door) -> int:
    path = door.operation.path
    if door.operation.method != "DELETE":
        return int(path.endswith("/merge"))
    return 2 + max(number for number, name in enumerate(_LAST) if f"/{name}/" in path)


# --- what is kept ------------------------------------------------------------------------------


def kept(made: Tenants) -> dict[str, str]:
    """All that the operator can read of B, C and what they share with A, by address; but for files
    that say when they were made."""
    asker = Giver(made, "operator")
    named = [
        door
        for door in doors(made)
        if "{" in door.operation.path
        and "{token}" not in door.operation.path
        and not door.operation.path.endswith(".xlsx")
        and not door.operation.writes
        and door.rule.words["operator"] == "may"
    ]
    answers = at_once(lambda door: asker.ask(door.operation, door.ids).text, named)
    addresses = [door.operation.address(door.ids) for door in named]
    found = dict(zip(addresses, answers, strict=True))
    client = made.people.operator
    for owner in (made.ids["organisation_id"], made.ids["third"]):
        for address in _of(owner):
            found[address] = client.get(address).raise_for_status().text
    return found


def _of(owner: str) -> tuple[str, ...]:
    """Where all that an organisation declared is read."""
    return (
        f"/v1/organisations/{owner}",
        f"/v1/sites?organisation_id={owner}&limit=200",
        f"/v1/flows?organisation_id={owner}&limit=200",
        f"/v1/sharings?organisation_id={owner}&limit=200",
    )


def not_shown(made: Tenants) -> list[str]:
    """Canaries that not even the operator is shown: they would be found nowhere, leak or not."""
    asker = Giver(made, "operator")
    reads = [door for door in doors(made) if not door.operation.writes]
    answers = at_once(
        lambda door: asker.ask(door.operation, door.ids, **door.query(door.ids)).text, reads
    )
    answers += kept(made).values()
    for owner in (made.own["organisation_id"], made.ids["third"]):
        for address in (*_of(owner), f"/v1/organisations/{owner}/verifications"):
            answers.append(made.people.operator.get(address).raise_for_status().text)
    text = "".join(answers)
    found = [
        name for side in made.canaries.values() for name, one in side.items() if not says(text, one)
    ]
    return sorted(found)


def letters(made: Tenants) -> Iterator[str]:
    """What mails of A tell of B, and the other way round."""
    address = made.people.system.addresses().mail_url
    for reader, other in (("a", "b"), ("b", "a")):
        query = {"to": f"environnement@canari-{reader}.example"}
        messages = httpx.get(f"{address}/api/messages", params=query, timeout=10).json()
        if not messages:
            yield f"{reader} has no mail at all"
        for message in messages:
            text = "".join(str(message[part]) for part in ("subject", "text", "html"))
            found = [name for name, one in made.canaries[other].items() if says(text, one)]
            if found:
                yield f"a mail to {reader} ({message['subject']}) shows {found}"
