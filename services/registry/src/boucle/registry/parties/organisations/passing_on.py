"""Whom a page may add to a company's contacts at the word of whoever holds a mail's link. Pure.

A link may have been forwarded: who holds it is not known. An address in the company's own domain
is read by the company alone, so it is taken; any other waits for the animator, so that no stranger
gets a company's mails by naming himself.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Final
from uuid import UUID

from boucle.registry.domain.entities import Contact

MOST_CONTACTS: Final = 20
"""Of one organisation: as many as it may declare."""
MOST_PROPOSED: Final = 20
"""Waiting for one organisation."""


def is_own_domain(passing: str, named: str) -> bool:
    """Whether the address named is one of the company's own, as far as the address of the contact
    who passes on tells: the same domain, which is not open to anybody."""
    domain = _domain(named)
    return domain == _domain(passing) and not _open_to_anybody(domain)


def named(contacts: Sequence[Contact], right: Contact, passing: UUID) -> list[Contact]:
    """The contacts once ``passing`` named ``right``, who may be one of them already."""
    known = contacts if any(one.id == right.id for one in contacts) else [*contacts, right]
    to = {passing: right.id, right.id: None}
    return [replace(one, passes_to=to.get(one.id, one.passes_to)) for one in known]


def _domain(address: str) -> str:
    return address.rpartition("@")[2].lower()


def _open_to_anybody(domain: str) -> bool:
    names = domain.split(".")[:-1]
    return any(name in _providers() or "mail" in name for name in names)


@cache
def _providers() -> frozenset[str]:
    file = resources.files("boucle.registry.parties.organisations") / "mail_providers.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))
