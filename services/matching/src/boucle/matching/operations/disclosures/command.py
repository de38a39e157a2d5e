"""``verify-disclosures``: walks the register from its first link to its last, and compares it with
the history of lives and with what tools were shown; all of one moment, so many rows at a time in
memory."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Annotated, Any, Final, Generic, TypeVar
from uuid import UUID

import typer

from boucle.matching.disclosures import store, tools
from boucle.matching.disclosures.chain import (
    BEGINNING,
    ChainHead,
    Disclosure,
    Link,
    misfit,
    misfit_of_end,
)
from boucle.matching.disclosures.decisions import DISCARDED, ShownPair
from boucle.matching.disclosures.use_cases import append_at_end
from boucle.matching.lives import store as lives
from boucle.matching.lives.store import LifeStep
from boucle.matching.operations.disclosures.compare import differences
from boucle.platform.db import Database, ReadSession
from boucle.platform.process.service import Resources, Service
from boucle.platform.process.verdict import exit_with_verdict
from boucle.platform.recovery.verdict import DIFFERENT, SAME, SHOWN, first_of

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


async def walk(session: ReadSession) -> tuple[ChainHead, str | None]:
    """The last link that fits, and why the next one does not; None: there is no more."""
    walked = BEGINNING
    while links := await store.after(session, walked.number, _AT_ONCE):
        for link in links:
            why = misfit(walked, link)
            if why is not None:
                return walked, why
            walked = ChainHead(link.number, link.hash)
    return walked, misfit_of_end(walked, await store.head(session))


# --- against lives -------------------------------------------------------------------------


@dataclass(slots=True)
class _Compared:
    """``lives``: with a history or a disclosure of theirs. ``discarded``: disclosures of no
    history. ``shown``: pairs that a tool was shown. ``count``: differences, of which ``first`` are
    kept; all that is ``missing`` only to append it.
    """

    keeps_missing: bool
    lives: int = 0
    discarded: int = 0
    shown: int = 0
    count: int = 0
    first: list[str] = field(default_factory=list)
    missing: list[Disclosure] = field(default_factory=list)

    def add(self, steps: list[LifeStep], shown: list[ShownPair], links: list[Link]) -> None:
        self.lives += bool(steps) or not shown
        self.shown += len(shown)
        self.discarded += sum(link.disclosure.actor == DISCARDED for link in links)
        for one in differences(steps, shown, links):
            self.count += 1
            if len(self.first) < SHOWN:
                self.first.append(one.line)
            if self.keeps_missing and one.missing is not None:
                self.missing.append(one.missing)

    def lines(self) -> Iterator[str]:
        yield from first_of(self.first, self.count)
        yield f"compared with {self.lives} lives; differences: {self.count}"
        if self.shown:
            yield f"and with {self.shown} pairs that a tool was shown"
        if self.discarded:
            yield f"of steps that a restore discarded: {self.discarded}, in no life's history"


async def _compare(session: ReadSession, compared: _Compared) -> _Compared:
    steps = _Groups(lives.histories(session, _AT_ONCE), lambda step: step.life.synergy_id)
    shown = _Groups(tools.by_pair(session, _AT_ONCE), lambda pair: pair.synergy_id)
    links = _Groups(store.by_life(session, _AT_ONCE), lambda link: link.disclosure.synergy_id)
    while True:
        following = [await groups.next() for groups in (steps, shown, links)]
        waiting = [synergy_id for synergy_id in following if synergy_id is not None]
        if not waiting:
            return compared
        synergy_id = min(waiting)
        compared.add(
            await steps.take(synergy_id),
            await shown.take(synergy_id),
            await links.take(synergy_id),
        )


class _Groups(Generic[T]):
    """Rows that come by synergy, those of one at a time."""

    def __init__(self, rows: AsyncIterator[T], of: Callable[[T], UUID]) -> None:
        self._rows, self._of = rows, of
        self._row: T | None = None

    async def next(self) -> UUID | None:
        """Whose rows come next; None: there are no more."""
        if self._row is None:
            self._row = await anext(self._rows, None)
        return None if self._row is None else self._of(self._row)

    async def take(self, synergy_id: UUID) -> list[T]:
        """Those of this one, if they come next."""
        found = []
        while self._row is not None and self._of(self._row) == synergy_id:
            found.append(self._row)
            self._row = await anext(self._rows, None)
        return found
