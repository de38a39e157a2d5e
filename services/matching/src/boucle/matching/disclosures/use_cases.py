"""Record what a step disclosed, in the transaction that writes the step."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from secrets import token_bytes
from weakref import WeakKeyDictionary

from boucle.contract.events.matching import Life
from boucle.matching.disclosures import metrics, store
from boucle.matching.disclosures.chain import SALT_BYTES, Disclosure, linked
from boucle.matching.disclosures.decisions import disclosures_of
from boucle.platform.db import WriteSession

_waiting: WeakKeyDictionary[WriteSession, list[Disclosure]] = WeakKeyDictionary()
"""What their transaction has not appended yet."""


def record(
    session: WriteSession,
    before: Life | None,
    after: Life,
    *,
    version: int,
    at: datetime,
    actor: str,
) -> None:
    """Append what this step disclosed when its transaction ends. ``before``: the life before the
    step, None without one."""
    found = disclosures_of(before, after, version=version, at=at, actor=actor)
    if found:
        append_at_end(session, found)


def append_at_end(session: WriteSession, disclosures: Iterable[Disclosure]) -> None:
    """Append these, in this order, when the transaction ends."""
    waiting = _waiting.get(session)
    if waiting is None:
        waiting = _waiting[session] = []
        session.before_commit(partial(_append, session))
    waiting.extend(disclosures)


async def _append(session: WriteSession) -> None:
    disclosures = _waiting.pop(session)
    head = await store.lock_head(session)
    await store.append(session, list(linked(head, _salted(disclosures))))
    kinds = Counter(one.kind for one in disclosures)
    session.after_commit(partial(metrics.count, session.database, kinds))


def _salted(disclosures: Iterable[Disclosure]) -> Iterable[tuple[Disclosure, bytes]]:
    return ((one, token_bytes(SALT_BYTES)) for one in disclosures)
