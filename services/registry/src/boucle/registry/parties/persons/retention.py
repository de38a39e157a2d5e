"""For how long people's data is kept here: a job forgets what is older, a batch at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from boucle.platform.clock import Clock
from boucle.platform.db import Database, WriteSession
from boucle.platform.periodic import Periodic

_AT_ONCE: Final = 1000
_EVERY_S: Final = 3600.0

# $1: before when, $2: now, $3: how many. The organisation gets another version, as when its
# contacts are declared.
_DROP_CONTACTS: Final = """
    WITH forgotten AS (
        DELETE FROM contact WHERE organisation_id IN (
            SELECT organisation.id FROM organisation {whose}
            AND EXISTS (SELECT FROM contact WHERE organisation_id = organisation.id) LIMIT $3
        ) RETURNING organisation_id
    ), changed AS (
        UPDATE organisation SET entity_version = entity_version + 1, updated_at = $2
        WHERE id IN (SELECT organisation_id FROM forgotten)
    )
    SELECT count(*) FROM forgotten
"""
_WITHDRAWN_CONTACTS: Final = _DROP_CONTACTS.format(whose="WHERE withdrawn_at < $1")
# Of who has nothing declared here, and did nothing for as long as its territory says on its page.
_SILENT_CONTACTS: Final = _DROP_CONTACTS.format(
    whose="""
        JOIN territory ON territory.siren = organisation.territory CROSS JOIN LATERAL (
            SELECT $1::timestamptz - make_interval(months => coalesce(
                (controller ->> 'kept_months')::int,
                (SELECT (parent.controller ->> 'kept_months')::int FROM territory AS parent
                 WHERE parent.siren = territory.parent),
                36)) AS until
        ) AS kept
        WHERE organisation.updated_at < until
            AND NOT EXISTS (SELECT FROM flow WHERE flow.organisation_id = organisation.id
                            AND (flow.withdrawn_at IS NULL OR flow.updated_at >= until))
            AND NOT EXISTS (SELECT FROM sharing WHERE sharing.organisation_id = organisation.id
                            AND (sharing.withdrawn_at IS NULL OR sharing.updated_at >= until))
    """
)
# What an event carries stays: so does its version.
_WITHDRAWN_TEXTS: Final = """
    WITH old AS (
        SELECT id FROM {table} WHERE withdrawn_at < $1 AND draft ?| $2::text[] LIMIT $3
    ), forgotten AS (
        UPDATE {table} SET draft = draft - $2::text[] FROM old WHERE {table}.id = old.id
        RETURNING 1
    )
    SELECT count(*) FROM forgotten
"""
_TEXTS: Final = ["text", "description", "provenance", "as_sent"]
_OLD: Final = """
    WITH old AS (
        SELECT {key} FROM {table} WHERE {moment} < $1 LIMIT $2
    ), forgotten AS (
        DELETE FROM {table} WHERE {key} IN (SELECT {key} FROM old) RETURNING 1
    )
    SELECT count(*) FROM forgotten
"""
_PROPOSALS: Final = _OLD.format(table="contact_proposal", key="id", moment="proposed_at")
_IMPORTS: Final = _OLD.format(table="bilan", key="id", moment="created_at")
_CALLS: Final = _OLD.format(table="company_call", key="id", moment="at")
_WITHDRAWN_CALLS: Final = _OLD.format(
    table="company_call",
    key="organisation_id",
    moment="(SELECT withdrawn_at FROM organisation WHERE organisation.id = organisation_id)",
)
_MARKED: Final = _OLD.format(table="marked_prospect", key="territory || siret", moment="at")
_POSTAL_CODES: Final = _OLD.format(table="postal_code", key="organisation_id", moment="expires_at")

_POSTAL_ADDRESSES: Final = """
    WITH old AS (
        SELECT organisation_id FROM postal_code
        WHERE expires_at < $1 AND cardinality(address) > 0 LIMIT $2
    ), forgotten AS (
        UPDATE postal_code SET address = '{}' FROM old
        WHERE postal_code.organisation_id = old.organisation_id
        RETURNING 1
    )
    SELECT count(*) FROM forgotten
"""


@dataclass(frozen=True, slots=True)
class KeptDays:
    """``withdrawn``: contacts and texts of what was withdrawn; ``proposals``: people named on a
    page whom nobody confirmed; ``imports``: files' rows that were refused or are to be looked at;
    ``calls``: of calls with companies, and prospects as last marked.
    The address of a code sent by post goes when the code ends; that it expired is known for as
    long as ``withdrawn``."""

    withdrawn: int = 30
    proposals: int = 90
    imports: int = 90
    calls: int = 1096


def forgetting(database: Database, clock: Clock, kept: KeptDays) -> Periodic:
    """Any number may run: who comes second finds nothing left to forget."""

    async def forget() -> int:
        now = clock()
        count = 0
        async with database.write() as session:
            count += await _contacts(session, now, kept)
            for statement, moment in (
                (_PROPOSALS, now - timedelta(days=kept.proposals)),
                (_IMPORTS, now - timedelta(days=kept.imports)),
                (_CALLS, now - timedelta(days=kept.calls)),
                (_WITHDRAWN_CALLS, now - timedelta(days=kept.withdrawn)),
                (_MARKED, now - timedelta(days=kept.calls)),
                (_POSTAL_ADDRESSES, now),
                (_POSTAL_CODES, now - timedelta(days=kept.withdrawn)),
            ):
                count += await session.fetchval(statement, moment, _AT_ONCE)
            for table in ("flow", "sharing"):
                before = now - timedelta(days=kept.withdrawn)
                statement = _WITHDRAWN_TEXTS.format(table=table)
                count += await session.fetchval(statement, before, _TEXTS, _AT_ONCE)
        return count

    return Periodic("person_retention", _EVERY_S, forget)


async def _contacts(session: WriteSession, now: datetime, kept: KeptDays) -> int:
    before = now - timedelta(days=kept.withdrawn)
    withdrawn = await session.fetchval(_WITHDRAWN_CONTACTS, before, now, _AT_ONCE)
    silent = await session.fetchval(_SILENT_CONTACTS, now, now, _AT_ONCE)
    return int(withdrawn + silent)
