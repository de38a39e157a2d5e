"""Who left: persons that were erased, companies that were withdrawn."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from tests.reference.ledger.recorded.declared import Body
from tests.reference.ledger.recorded.recording import Entry


@dataclass
class Left:
    """`persons`: names of each erased address; `withdrawn`: since when, by a company's id."""

    known: dict[str, set[str]] = field(default_factory=dict)
    persons: dict[str, set[str]] = field(default_factory=dict)
    withdrawn: dict[str, date] = field(default_factory=dict)

    def note(self, entry: Entry) -> None:
        """A call that was accepted: contacts that it declares, a person that it erases."""
        said: Body = entry.body if isinstance(entry.body, dict) else {}
        for contact in said.get("contacts") or []:
            names = self.known.setdefault(str(contact.get("email")).lower(), set())
            names.add(str(contact.get("name")))
        if entry.method == "POST" and entry.path == "/v1/persons/erase":
            address = str(said["address"]).lower()
            self.persons[address] = self.known.get(address, set())
