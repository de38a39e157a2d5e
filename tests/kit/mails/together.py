"""Rules that hold over many mails: how often, to whom, and in which thread."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tests.kit.mails.facts import Seen
from tests.kit.mails.frame import LONGEST_SUBJECT

_TELLING: Final = 20
"""Characters that tell a sector or a distance."""
_FOLLOWS: Final = frozenset(
    {
        *("consent_request", "disclosure", "reminder", "last_reminder"),
        *("meeting_update", "meeting_cancel"),
    }
)
"""Kinds that answer an earlier mail, where their reader had one about the same."""


def subjects(seen: Sequence[Seen]) -> Iterator[str]:
    """Two introductions to one reader have two subjects, where what may be told of the others
    differs and there is room to say it."""
    told: dict[tuple[str, str], Seen] = {}
    short = (one for one in seen if len(one.mail.subject) <= LONGEST_SUBJECT - _TELLING)
    for one in (each for each in short if each.known.kind == "introduction"):
        before = told.setdefault((one.mail.to, one.mail.subject), one)
        if before.known.matters != one.known.matters and before.known.shown != one.known.shown:
            yield f"{one.mail.to} had twice: {one.name}"


def often(seen: Sequence[Seen]) -> Iterator[str]:
    """At most one introduction at once and one digest a contact and day."""
    counts = Counter(
        (one.mail.to, one.known.day, "introduction" if one.known.at_once else "digest")
        for one in seen
        if not one.known.at_once or (one.known.kind == "introduction" and not one.known.called)
    )
    for (to, day, kind), count in counts.items():
        if count > 1:
            yield f"{count} of {kind} to {to} on {day}"


def unwanted(seen: Sequence[Seen]) -> Iterator[str]:
    """Nobody is written to who has asked for no mail."""
    yield from (
        f"{one.mail.to} on {one.known.day}: {one.name}" for one in seen if one.known.unwanted
    )


def weak(seen: Sequence[Seen]) -> Iterator[str]:
    """Nobody is written to about a lead below the least share."""
    yield from (f"{one.known.share} of the need: {one.name}" for one in seen if one.known.weak)


def copies(seen: Sequence[Seen]) -> Iterator[str]:
    """Each mail comes once."""
    counts = Counter(one.mail.message_id for one in seen)
    yield from (f"{id_} {count} times" for id_, count in counts.items() if count > 1)


def threads(seen: Sequence[Seen]) -> Iterator[str]:
    """A mail that follows another about the same, to the same reader, says which. ``seen``: in the
    order in which they came."""
    before = defaultdict[str, list[Seen]](list)
    for one in seen:
        earlier = [
            each.mail.message_id
            for each in before[one.mail.to]
            if each.known.matters & one.known.matters
        ]
        if one.known.kind in _FOLLOWS and earlier:
            yield from _follows(one, earlier)
        before[one.mail.to].append(one)


def _follows(one: Seen, earlier: Sequence[str]) -> Iterator[str]:
    headers: Mapping[str, object] = dict(one.mail.headers.items())
    replied = str(headers.get("In-Reply-To", "")).split()
    references = str(headers.get("References", "")).split()
    if not {*replied} & {*earlier}:
        yield f"In-Reply-To names no mail that {one.mail.to} had: {one.name}"
    elif not {*replied} <= {*references}:
        yield f"References lacks In-Reply-To: {one.name}"
