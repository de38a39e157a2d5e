"""The register against the history of lives, and what tools were shown. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from msgspec.structs import replace

from boucle.contract.events.matching import Life
from boucle.matching.disclosures.chain import Disclosure, Link
from boucle.matching.disclosures.decisions import (
    BEFORE_THE_REGISTER,
    DISCARDED,
    ShownPair,
    disclosures_of,
    disclosures_to_tool,
)
from boucle.matching.disclosures.kinds import RIGHTS


class StepTaken(Protocol):
    """Of ``lives.store.Step``, what is looked at."""

    @property
    def version(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def actor(self) -> str: ...
    @property
    def life(self) -> Life: ...


class DisclosureDifference(NamedTuple):
    """In words. ``missing``: what the register lacks, as it is to be appended late."""

    line: str
    missing: Disclosure | None = None


def implied(steps: Iterable[StepTaken]) -> Iterator[Disclosure]:
    """What the steps of one life disclosed, in order."""
    before = None
    for step in steps:
        yield from disclosures_of(
            before, step.life, version=step.version, at=step.at, actor=step.actor
        )
        before = step.life


def differences(
    steps: Iterable[StepTaken], shown: Iterable[ShownPair], links: Sequence[Link]
) -> Iterator[DisclosureDifference]:
    """One synergy: what the steps of its life and being ``shown`` to tools disclosed and the
    register lacks, and what the register has of it and neither disclosed. Steps that a restore
    discarded are in no history."""
    expected = set(implied(steps))
    for pair in shown:
        expected.update(disclosures_to_tool(pair))
    for link in links:
        if link.disclosure.actor == DISCARDED:
            continue
        said = _by_its_kind(link.disclosure)
        if said in expected:
            expected.remove(said)
        else:
            yield DisclosureDifference(f"number {link.number}: no step disclosed {_words(said)}")
    for lacking in sorted(expected, key=lambda one: (one.version, _words(one))):
        late = replace(lacking, right=BEFORE_THE_REGISTER)
        yield DisclosureDifference(f"missing: {_words(lacking)}", late)


def _by_its_kind(one: Disclosure) -> Disclosure:
    """With the right that it would have, had there been a register."""
    if one.right != BEFORE_THE_REGISTER:
        return one
    return replace(one, right=RIGHTS.get(one.kind, one.right))


def _words(one: Disclosure) -> str:
    return (
        f"{one.kind} to {one.to_organisation} ({one.to_territory}) of {one.of_organisation} "
        f"({one.of_territory}) by {one.right}, life {one.synergy_id} step {one.version}, "
        f"{one.at.isoformat()}, {one.actor}"
    )
