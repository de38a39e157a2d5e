"""What may not be told at all: of a sandbox outside of it and the reverse, of who left.

sandbox.md: "A sandbox … pairs nothing with the outside … and stores mails for you to read instead
of sending them"; "an id of a sandbox with other credentials, or the reverse: 404"; codes "begin
with a 0". persons.md: an erased person's name and address stand in nothing; mails name nobody who
was erased.
"""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

from tests.reference.ledger.checks.words import says
from tests.reference.ledger.findings import Difference, Told
from tests.reference.ledger.groups import Fault
from tests.reference.ledger.recorded.declared import Body
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.recorded.recording import UUID, Entry

STORED_FOR = timedelta(days=30)
"""How long a contact is stored after its organisation was withdrawn (persons.md)."""
CODE = re.compile(r"0\d{8}")
WORDS = re.compile(rf"\b(?:{UUID}|0\d{{8}})\b")


def sandbox_of(code: str | None) -> str:
    """The five digits that name a sandbox; empty outside of all."""
    return code[1:6] if code and CODE.fullmatch(code) else ""


def sandbox_of_thing(world: World, ident: str) -> str | None:
    """In which sandbox a thing is; none where the ledger does not know it."""
    if CODE.fullmatch(ident):
        return sandbox_of(ident)
    life = world.lives.get(ident)
    if life is not None:
        return sandbox_of(life.parties[0].territory) if life.parties else None
    for table in (world.organisations, world.sites, world.flows, world.sharings):
        thing = table.get(ident)
        if thing is not None:
            return sandbox_of(thing.territory)
    return None


def reader_of(world: World, entry: Entry) -> str | None:
    """The sandbox that a reader is in; the operator is everywhere: none."""
    if entry.role == "operator":
        return None
    if entry.role == "company":
        return sandbox_of_thing(world, entry.who)
    return sandbox_of(world.trials.get(entry.who, entry.who.split(",")[0]))


def called(world: World, entry: Entry, told: Told) -> list[Difference]:
    """An answer: nothing of another sandbox, nobody who was erased."""
    if not (world.trials or world.left.persons) or entry.path.startswith("/v1/sandboxes"):
        return []
    text = json.dumps(entry.answer, ensure_ascii=False)
    faults = [] if entry.path.startswith("/v1/persons") else erased(world, text)
    own = reader_of(world, entry)
    if own is None or not world.trials:
        return told.faults(faults)
    for ident in sorted({match.group(0) for match in WORDS.finditer(text)}):
        where = sandbox_of_thing(world, ident)
        if where is not None and where != own:
            what = f"{ident} of sandbox {where or 'none'} to a reader of {own or 'none'}"
            faults.append(Fault(what, "a sandbox is closed", "sandbox.md"))
    return told.faults(faults)


def sent(world: World, body: Body, company: str, told: Told) -> list[Difference]:
    """A mail or a page: none is sent in a sandbox, to who left, or about an erased person."""
    text = "\n".join(str(body.get(part) or "") for part in ("to", "subject", "text", "html"))
    faults = erased(world, text)
    mailed = "page" not in body and "mail_id" not in body
    if mailed and sandbox_of_thing(world, company):
        faults.append(Fault("a mail of a sandbox", "stored, not sent", "sandbox.md"))
    left = world.left.withdrawn.get(company)
    if mailed and left is not None and day_of(body) > left + STORED_FOR:
        faults.append(Fault("a mail", "no contact is stored of who left", "persons.md"))
    return told.faults(faults)


def erased(world: World, text: str) -> list[Fault]:
    """No name or address of an erased person."""
    rule, left = "an erased person is nowhere", world.left.persons
    named = [word for address, names in left.items() for word in (address, *names)]
    return [Fault(f"tells « {word} »", rule, "persons.md") for word in named if says(text, word)]


def day_of(body: Body) -> date:
    return date.fromisoformat(str(body["at"])[:10])


def mixed(world: World) -> list[Fault]:
    """No synergy has parties in two sandboxes, or in one and outside."""
    return [
        Fault(f"{life.id} crosses a sandbox", "pairs nothing", "sandbox.md")
        for life in world.lives.values()
        if len({sandbox_of(party.territory) for party in life.parties}) > 1
    ]
