"""Pair rows: what a list's change makes of a pair, decided purely, and the SQL that keeps it.

Two lists, maybe of two workers, hold a pair: each sets its own flag under the row's lock. First
flag on: ``synergy.detected``; last one off: ``synergy.withdrawn``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import msgspec
from msgspec.structs import replace

from boucle.common import masking, outbox
from boucle.common.db import ReadSession, WriteSession
from boucle.common.events import Event, shared
from boucle.common.events.matching import Synergy
from boucle.common.handling import caused_by

TELLING: Final = 100
"""A score that moved less than this since it was last told is not told again."""
KEPT_WITHDRAWN: Final = timedelta(days=30)

_decoder = msgspec.json.Decoder(Synergy)

_TYPES: Final = {
    "synergy_id": "uuid",
    "offer_id": "uuid",
    "need_id": "uuid",
    "offer_organisation": "uuid",
    "need_organisation": "uuid",
    "offer_territory": "text",
    "need_territory": "text",
    "nature": "text",
    "route": "text",
    "score": "integer",
    "told_score": "integer",
    "in_offer_list": "boolean",
    "in_need_list": "boolean",
    "offer_version": "bigint",
    "need_version": "bigint",
    "life_version": "bigint",
    "settings_offer": "bigint",
    "settings_need": "bigint",
    "catalogue": "text",
    "body": "bytea",
    "detected_at": "timestamptz",
    "updated_at": "timestamptz",
    "withdrawn_at": "timestamptz",
}
_NAMES: Final = ", ".join(_TYPES)
_ARRAYS: Final = ", ".join(f"${i}::{kind}[]" for i, kind in enumerate(_TYPES.values(), 1))
# In id order; a row that exists is locked in its turn, and left as it is.
_INSERT = f"""
INSERT INTO pair (entity_version, {_NAMES})
SELECT nextval('pair_version'), {_NAMES} FROM unnest({_ARRAYS}) AS new({_NAMES})
ORDER BY synergy_id
ON CONFLICT (synergy_id) DO UPDATE SET synergy_id = excluded.synergy_id WHERE false
RETURNING synergy_id, entity_version
"""
_LOCK = """
SELECT synergy_id, entity_version, told_score, detected_at, withdrawn_at, body FROM pair
WHERE synergy_id = ANY($1::uuid[]) ORDER BY synergy_id FOR UPDATE
"""
_UPDATE = f"""
UPDATE pair SET entity_version = CASE WHEN new.told THEN nextval('pair_version')
                                      ELSE pair.entity_version END,
    {", ".join(f"{name} = new.{name}" for name in _TYPES if name != "synergy_id")}
FROM unnest({_ARRAYS}, ${len(_TYPES) + 1}::boolean[]) AS new({_NAMES}, told)
WHERE pair.synergy_id = new.synergy_id
RETURNING pair.synergy_id, pair.entity_version
"""
_PRUNE = """
DELETE FROM pair WHERE synergy_id IN (
    SELECT synergy_id FROM pair WHERE withdrawn_at < $1
        AND NOT EXISTS (SELECT FROM life WHERE life.synergy_id = pair.synergy_id)
    ORDER BY synergy_id LIMIT 1000 FOR UPDATE SKIP LOCKED
)
"""

_VERSIONS = "SELECT synergy_id::text, entity_version FROM pair"
_RAISE = """
SELECT setval('pair_version', greatest($1::bigint, (SELECT last_value FROM pair_version)))
"""
_TOLD = """
SELECT synergy_id, entity_version, withdrawn_at, body FROM pair WHERE synergy_id = ANY($1::uuid[])
"""
_TOLD_ANEW = """
UPDATE pair SET entity_version = nextval('pair_version') WHERE synergy_id = ANY($1::uuid[])
RETURNING synergy_id, entity_version, withdrawn_at, body
"""
_NEXT = "SELECT nextval('pair_version')"


@dataclass(frozen=True, slots=True)
class PairChange:
    """What a worker's lists say of a pair.

    A flag is None where the list is not ours or did not change. ``synergy``: the pair as computed
    now; None when it only left lists. ``cause``: the event that it follows from.
    """

    synergy_id: UUID
    in_offer_list: bool | None
    in_need_list: bool | None
    synergy: Synergy | None
    cause: Event[Any] | None = None


@dataclass(frozen=True, slots=True)
class KeptPair:
    """A pair as its row keeps it; its flags are the synergy's."""

    synergy: Synergy
    told_score: int
    detected_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Settled:
    """What becomes of a row, and the event that tells it (None: nobody needs to know)."""

    pair: KeptPair
    event: str | None


def begun(change: PairChange, now: datetime) -> Settled | None:
    """A pair without a row; None when no list holds it."""
    if change.synergy is None or not (change.in_offer_list or change.in_need_list):
        return None
    synergy = replace(
        change.synergy,
        in_offer_list=bool(change.in_offer_list),
        in_need_list=bool(change.in_need_list),
    )
    return Settled(KeptPair(synergy, synergy.score, now, None), "synergy.detected.v1")


def settled(kept: KeptPair, change: PairChange, now: datetime) -> Settled:
    """A pair that has a row: flags, score and reasons brought up to what the change says."""
    old = kept.synergy
    fresh = change.synergy
    if fresh is None or behind(fresh, old):
        fresh = old
    fresh = replace(
        fresh,
        in_offer_list=_or(change.in_offer_list, old.in_offer_list),
        in_need_list=_or(change.in_need_list, old.in_need_list),
    )
    was, is_ = _is_candidate(old), _is_candidate(fresh)
    if is_ and not was:
        return Settled(KeptPair(fresh, fresh.score, now, None), "synergy.detected.v1")
    if was and not is_:
        return Settled(KeptPair(fresh, fresh.score, kept.detected_at, now), "synergy.withdrawn.v1")
    if is_ and _worth_telling(kept, fresh):
        return Settled(KeptPair(fresh, fresh.score, kept.detected_at, None), "synergy.revised.v1")
    return Settled(
        KeptPair(fresh, kept.told_score, kept.detected_at, kept.withdrawn_at),
        None,
    )


def behind(ours: Synergy, theirs: Synergy) -> bool:
    """Whether a score is of the past: older on one of its inputs, newer on none.

    Each input only ever grows, and whoever holds the pair writes it again when one does: so nothing
    is newer than the last score on anything, and no late writer takes its place.
    """
    inputs = list(_inputs(ours, theirs))
    return any(mine < other for mine, other in inputs) and not any(
        mine > other for mine, other in inputs
    )


def catalogue_order(version: str) -> tuple[int, ...]:
    """Versions by number: ``2026.11.10`` comes after ``2026.11.9``."""
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _inputs(ours: Synergy, theirs: Synergy) -> Iterator[tuple[Any, Any]]:
    """What can be compared of two scores' inputs. The pair's own life is none: it keeps the pair
    out of lists, or changes nothing."""
    a, b = ours.versions, theirs.versions
    yield from ((a.offer, b.offer), (a.need, b.need))
    yield from ((a.lives_offer, b.lives_offer), (a.lives_need, b.lives_need))
    # Another territory's settings count apart: the flow's own version tells which came later.
    if ours.offer.territory == theirs.offer.territory:
        yield a.settings_offer, b.settings_offer
    if ours.need.territory == theirs.need.territory:
        yield a.settings_need, b.settings_need
    yield catalogue_order(a.catalogue), catalogue_order(b.catalogue)
    yield catalogue_order(a.rules), catalogue_order(b.rules)


def _or(flag: bool | None, otherwise: bool) -> bool:
    return otherwise if flag is None else flag


def _is_candidate(synergy: Synergy) -> bool:
    return synergy.in_offer_list or synergy.in_need_list


def _worth_telling(kept: KeptPair, fresh: Synergy) -> bool:
    return abs(fresh.score - kept.told_score) >= TELLING or _facts(fresh) != _facts(kept.synergy)


def _facts(synergy: Synergy) -> object:
    """Verdicts, limits and quantity: told whenever they change."""
    reasons = [(one.name, one.verdict, one.limit) for one in synergy.criteria]
    return reasons, synergy.quantity


# --- SQL -----------------------------------------------------------------------------------


async def apply(
    session: WriteSession, changes: Sequence[PairChange], now: datetime
) -> dict[UUID, Synergy]:
    """Write the changes and their events in this transaction; returns the pairs that moved.

    Applied again after a lost answer, it finds the rows as it left them and tells nothing.
    """
    outcomes, versions = await _settle(session, changes, now)
    causes = {change.synergy_id: change.cause for change in changes}
    await _tell(session, outcomes, versions, causes, now)
    return {key: one.pair.synergy for key, one in outcomes.items()}


async def keep(session: WriteSession, changes: Sequence[PairChange], now: datetime) -> None:
    """Write the changes, tell nobody: for rows that nobody reads yet."""
    await _settle(session, changes, now)


async def _settle(
    session: WriteSession, changes: Sequence[PairChange], now: datetime
) -> tuple[dict[UUID, Settled], dict[UUID, int]]:
    """What became of the pairs that moved, and their versions."""
    ordered = sorted(changes, key=lambda change: change.synergy_id)
    begins = {
        change.synergy_id: one for change in ordered if (one := begun(change, now)) is not None
    }
    versions = await _insert(session, begins, now)
    outcomes = {key: begins[key] for key in versions}
    driver = await session.driver()
    known = await driver.fetch(
        _LOCK, [change.synergy_id for change in ordered if change.synergy_id not in versions]
    )
    rows = {row["synergy_id"]: row for row in known}
    moved = {
        change.synergy_id: one
        for change in ordered
        if change.synergy_id in rows
        and (one := _moved(rows[change.synergy_id], change, now)) is not None
    }
    versions |= await _update(session, moved, now)
    return outcomes | moved, versions


async def _insert(
    session: WriteSession, rows: dict[UUID, Settled], now: datetime
) -> dict[UUID, int]:
    """Versions of those that had no row."""
    if not rows:
        return {}
    driver = await session.driver()
    inserted = await driver.fetch(_INSERT, *_columns(list(rows.values()), now))
    return {row["synergy_id"]: row["entity_version"] for row in inserted}


async def _update(
    session: WriteSession, rows: dict[UUID, Settled], now: datetime
) -> dict[UUID, int]:
    """Versions of all of them, new ones for what is told."""
    if not rows:
        return {}
    driver = await session.driver()
    told = [one.event is not None for one in rows.values()]
    updated = await driver.fetch(_UPDATE, *_columns(list(rows.values()), now), told)
    return {row["synergy_id"]: row["entity_version"] for row in updated}


def _moved(row: Any, change: PairChange, now: datetime) -> Settled | None:
    """None when the row stands as it should."""
    synergy = _decoder.decode(row["body"])
    kept = KeptPair(synergy, row["told_score"], row["detected_at"], row["withdrawn_at"])
    after = settled(kept, change, now)
    return None if after.pair == kept else after


async def _tell(
    session: WriteSession,
    outcomes: dict[UUID, Settled],
    versions: dict[UUID, int],
    causes: dict[UUID, Event[Any] | None],
    now: datetime,
) -> None:
    events: list[tuple[str, Event[Any]]] = []
    for key, one in outcomes.items():
        if one.event is None:
            continue
        cause = causes[key]
        if cause is None:
            events += _events(one.event, one.pair.synergy, versions[key], now)
        else:
            with caused_by(cause):
                events += _events(one.event, one.pair.synergy, versions[key], now)
    await outbox.add_all(session, events)


def _events(
    type_: str, synergy: Synergy, version: int, now: datetime
) -> list[tuple[str, Event[Any]]]:
    """The change, and its masked twin."""
    subject = synergy.synergy_id
    twin = masking.shared(masking.view_of(synergy))
    return [
        (
            "synergy",
            outbox.new_event(type_, subject=subject, version=version, data=synergy, now=now),
        ),
        (
            "shared.synergy",
            outbox.new_event(shared(type_), subject=subject, version=version, data=twin, now=now),
        ),
    ]


# --- after a restore -----------------------------------------------------------------------


async def versions(session: ReadSession) -> dict[str, int]:
    """Of every pair, withdrawn ones too."""
    driver = await session.driver()
    return {row[0]: row[1] for row in await driver.fetch(_VERSIONS)}


async def raise_versions(session: WriteSession, above: int) -> None:
    """Every version taken from now on is higher."""
    driver = await session.driver()
    await driver.execute(_RAISE, above)


async def tell_again(
    session: WriteSession, ids: Iterable[UUID], now: datetime, *, anew: bool
) -> int:
    """Pairs as their rows stand: ``anew``, at new versions; else at their own. Returns how many."""
    driver = await session.driver()
    rows = await driver.fetch(_TOLD_ANEW if anew else _TOLD, list(ids))
    for row in rows:
        type_ = "synergy.withdrawn.v1" if row["withdrawn_at"] else "synergy.detected.v1"
        synergy = _decoder.decode(row["body"])
        await outbox.add_all(session, _events(type_, synergy, row["entity_version"], now))
    return len(rows)


async def tell_gone(session: WriteSession, synergy: Synergy, now: datetime) -> None:
    """Withdraw a pair that only the log knows; lists that find it again tell it again."""
    driver = await session.driver()
    gone = replace(synergy, in_offer_list=False, in_need_list=False)
    version = await driver.fetchval(_NEXT)
    await outbox.add_all(session, _events("synergy.withdrawn.v1", gone, version, now))


# --- after a rebuild -----------------------------------------------------------------------


async def put_right(
    session: WriteSession, ids: Sequence[UUID], made: Mapping[UUID, Synergy], now: datetime
) -> None:
    """Rows as a rebuild made them, whatever they say now, each told at a new version. A pair that
    is not among ``made`` is withdrawn."""
    driver = await session.driver()
    rows = {row["synergy_id"]: row for row in await driver.fetch(_LOCK, sorted(ids))}
    missing, wrong = {}, {}
    for id_ in sorted(ids):
        if id_ not in rows:
            fresh = made[id_]
            pair = KeptPair(fresh, fresh.score, now, None)
            missing[id_] = Settled(pair, "synergy.detected.v1")
        else:
            wrong[id_] = _righted(rows[id_], made.get(id_), now)
    versions = await _insert(session, missing, now) | await _update(session, wrong, now)
    await _tell(session, missing | wrong, versions, dict.fromkeys(ids), now)


def _righted(row: Any, fresh: Synergy | None, now: datetime) -> Settled:
    if fresh is None:
        gone = replace(_decoder.decode(row["body"]), in_offer_list=False, in_need_list=False)
        pair = KeptPair(gone, gone.score, row["detected_at"], now)
        return Settled(pair, "synergy.withdrawn.v1")
    if row["withdrawn_at"] is not None:
        return Settled(KeptPair(fresh, fresh.score, now, None), "synergy.detected.v1")
    pair = KeptPair(fresh, fresh.score, row["detected_at"], None)
    return Settled(pair, "synergy.revised.v1")


def _columns(rows: Sequence[Settled], now: datetime) -> list[list[Any]]:
    """The values of ``_TYPES``, one list a column."""
    table = [_values(one.pair, now) for one in rows]
    return [list(column) for column in zip(*table, strict=True)]


def _values(pair: KeptPair, now: datetime) -> tuple[Any, ...]:
    synergy = pair.synergy
    return (
        synergy.synergy_id,
        synergy.offer.flow_id,
        synergy.need.flow_id,
        synergy.offer.organisation_id,
        synergy.need.organisation_id,
        synergy.offer.territory,
        synergy.need.territory,
        synergy.nature,
        synergy.route,
        synergy.score,
        pair.told_score,
        synergy.in_offer_list,
        synergy.in_need_list,
        synergy.versions.offer,
        synergy.versions.need,
        synergy.versions.life,
        synergy.versions.settings_offer,
        synergy.versions.settings_need,
        synergy.versions.catalogue,
        msgspec.json.encode(synergy),
        pair.detected_at,
        now,
        pair.withdrawn_at,
    )


async def prune(session: WriteSession, now: datetime) -> int:
    """Delete pairs withdrawn long ago with which nobody did anything, a thousand at most."""
    driver = await session.driver()
    status: str = await driver.execute(_PRUNE, now - KEPT_WITHDRAWN)
    return int(status.rpartition(" ")[2])
