"""``verify-disclosures``: walks the register from its first link to its last, and compares it with
the history of lives; all of one moment, so many rows at a time in memory."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Annotated, Any, Final, TypeVar
from uuid import UUID

import typer

from boucle.common.db import Database, ReadSession
from boucle.common.process import Resources, Service
from boucle.common.process.verdict import exit_with_verdict
from boucle.common.recovery.verdict import DIFFERENT, SAME, SHOWN, first_of
from boucle.matching.disclosures import store
from boucle.matching.disclosures.chain import (
    BEGINNING,
    Disclosure,
    Head,
    Link,
    misfit,
    misfit_of_end,
)
from boucle.matching.disclosures.decisions import DISCARDED
from boucle.matching.disclosures.use_cases import append_at_end
from boucle.matching.lives import store as lives
from boucle.matching.lives.store import Step
from boucle.matching.operations.disclosures.compare import differences

_AT_ONCE: Final = 500
_LONGEST: Final = timedelta(hours=1)
AppendMissing = Annotated[
    bool,
    typer.Option("--append-missing", help="Append what processes of before the register left out."),
]
T = TypeVar("T")
Say = Callable[[str], None]


def verify_disclosures_command(service: Callable[[], Service[Any]]) -> Callable[..., None]:
    """The command, for ``Service.commands``."""

    def command(append_missing: AppendMissing = False) -> None:
        """Walk the register of disclosures, compare it with lives. Exit status: 0 it is whole and
        says what lives say, 1 it does not, 2 not done."""

        async def verified(resources: Resources[Any]) -> int:
            return await verify(resources.database, typer.echo, append_missing=append_missing)

        exit_with_verdict(service(), "verify-disclosures", verified)

    return command


async def verify(database: Database, say: Say, *, append_missing: bool = False) -> int:
    """Say whether the chain is whole, and each difference from lives, a line each. Returns the
    exit status. Nothing is appended to a chain that is broken."""
    async with database.patient(_LONGEST) as patient, patient.read(snapshot=True) as session:
        walked, why = await walk(session)
        compared = await _compare(session, _Compared(keeps_missing=append_missing))
    for line in compared.lines():
        say(line)
    if why is not None:
        say(f"the chain is broken: {why}")
        return DIFFERENT
    say(f"{walked.number} disclosures, chain whole, head {walked.hash.hex()}")
    if compared.missing:
        async with database.write() as session:
            append_at_end(session, compared.missing)
        say(f"appended: {len(compared.missing)}")
        compared.count -= len(compared.missing)
    return SAME if compared.count == 0 else DIFFERENT


async def walk(session: ReadSession) -> tuple[Head, str | None]:
    """The last link that fits, and why the next one does not; None: there is no more."""
    walked = BEGINNING
    while links := await store.after(session, walked.number, _AT_ONCE):
        for link in links:
            why = misfit(walked, link)
            if why is not None:
                return walked, why
            walked = Head(link.number, link.hash)
    return walked, misfit_of_end(walked, await store.head(session))


# --- against lives -------------------------------------------------------------------------


@dataclass(slots=True)
class _Compared:
    """``lives``: with a history or a disclosure. ``discarded``: disclosures of no history.
    ``count``: differences, of which ``first`` are kept; all that is ``missing`` only to append it.
    """

    keeps_missing: bool
    lives: int = 0
    discarded: int = 0
    count: int = 0
    first: list[str] = field(default_factory=list)
    missing: list[Disclosure] = field(default_factory=list)

    def add(self, steps: list[Step], links: list[Link]) -> None:
        self.lives += 1
        self.discarded += sum(link.disclosure.actor == DISCARDED for link in links)
        for one in differences(steps, links):
            self.count += 1
            if len(self.first) < SHOWN:
                self.first.append(one.line)
            if self.keeps_missing and one.missing is not None:
                self.missing.append(one.missing)

    def lines(self) -> Iterator[str]:
        yield from first_of(self.first, self.count)
        yield f"compared with {self.lives} lives; differences: {self.count}"
        if self.discarded:
            yield f"of steps that a restore discarded: {self.discarded}, in no life's history"


async def _compare(session: ReadSession, compared: _Compared) -> _Compared:
    steps = _by_life(lives.histories(session, _AT_ONCE), lambda step: step.life.synergy_id)
    links = _by_life(store.by_life(session, _AT_ONCE), lambda link: link.disclosure.synergy_id)
    own, registered = await anext(steps, None), await anext(links, None)
    while own is not None or registered is not None:
        synergy_id = min(one[0] for one in (own, registered) if one is not None)
        both: tuple[list[Step], list[Link]] = [], []
        if own is not None and own[0] == synergy_id:
            both[0].extend(own[1])
            own = await anext(steps, None)
        if registered is not None and registered[0] == synergy_id:
            both[1].extend(registered[1])
            registered = await anext(links, None)
        compared.add(*both)
    return compared


async def _by_life(
    rows: AsyncIterator[T], life_of: Callable[[T], UUID]
) -> AsyncIterator[tuple[UUID, list[T]]]:
    """Rows that come by life, a life at a time."""
    synergy_id, found = None, list[T]()
    async for row in rows:
        if synergy_id is not None and life_of(row) != synergy_id:
            yield synergy_id, found
            found = []
        synergy_id = life_of(row)
        found.append(row)
    if synergy_id is not None:
        yield synergy_id, found
