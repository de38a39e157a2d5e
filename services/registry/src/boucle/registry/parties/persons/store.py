"""All that registry keeps of a person, by the address, in Postgres."""

from collections.abc import Collection, Iterable
from typing import Final
from uuid import UUID

from boucle.platform.db import Session, WriteSession
from boucle.registry.domain.entities import Contact, entity_of
from boucle.registry.parties.organisations.proposals import ContactProposal
from boucle.registry.parties.persons.person import AnimatorOf, ContactOf, Person

_CONTACTS: Final = "SELECT * FROM contact WHERE lower(email) = ANY($1::text[]) ORDER BY id"
_PROPOSALS: Final = (
    "SELECT * FROM contact_proposal WHERE lower(email) = ANY($1::text[]) ORDER BY id"
)
_ANIMATES: Final = """
    SELECT siren AS territory, animator_name AS name, animator_email AS email,
        animator_phone AS phone, animator_address AS address
    FROM territory WHERE lower(animator_email) = ANY($1::text[]) ORDER BY siren
"""
_CONTROLS: Final = """
    SELECT siren FROM territory WHERE lower(controller ->> 'rights') = ANY($1::text[])
    ORDER BY siren
"""
_ADDRESSES: Final = """
    SELECT lower(email) AS address, id FROM contact
    UNION SELECT lower(email), id FROM contact_proposal
    UNION SELECT lower(animator_email), NULL FROM territory WHERE animator_email IS NOT NULL
    UNION SELECT lower(email), NULL FROM account
"""
_ACCOUNT: Final = "SELECT name FROM account WHERE lower(email) = ANY($1::text[])"
_DROP_PROPOSALS: Final = "DELETE FROM contact_proposal WHERE id = ANY($1::uuid[])"
_DROP_ANIMATOR: Final = """
    UPDATE territory SET animator_name = NULL, animator_email = NULL, animator_phone = NULL,
        animator_address = NULL
    WHERE siren = ANY($1::text[])
"""
_RUNNING: Final = """
    SELECT flow.organisation_id, count(DISTINCT synergy_id) AS runs
    FROM life JOIN flow ON flow.id IN (offer_id, need_id)
    WHERE unit IS NOT NULL AND flow.organisation_id = ANY($1::uuid[])
    GROUP BY flow.organisation_id
"""


async def find(session: Session, addresses: Collection[str]) -> Person:
    """``addresses``: of one person, in any case."""
    wanted = sorted({one.strip().lower() for one in addresses})
    contacts = [
        ContactOf(row["organisation_id"], entity_of(Contact, row))
        for row in await session.fetch(_CONTACTS, wanted)
    ]
    proposals = [entity_of(ContactProposal, row) for row in await session.fetch(_PROPOSALS, wanted)]
    animates = [entity_of(AnimatorOf, row) for row in await session.fetch(_ANIMATES, wanted)]
    controls = [row["siren"] for row in await session.fetch(_CONTROLS, wanted)]
    account = await session.fetchval(_ACCOUNT, wanted)
    return Person(tuple(wanted), contacts, proposals, animates, controls, account)


async def addresses_kept(session: Session) -> list[tuple[str, UUID | None]]:
    """Every address of somebody, in lower case, with the contact's or proposal's id if it is
    one."""
    return [(row["address"], row["id"]) for row in await session.fetch(_ADDRESSES)]


async def drop_proposals(session: WriteSession, ids: Iterable[UUID]) -> None:
    driver = await session.driver()
    await driver.execute(_DROP_PROPOSALS, list(ids))


async def drop_animator(session: WriteSession, territories: Iterable[str]) -> None:
    """No setting of a territory changes: its version stays."""
    driver = await session.driver()
    await driver.execute(_DROP_ANIMATOR, list(territories))


async def running_of(session: Session, organisations: Collection[UUID]) -> dict[UUID, int]:
    """How many synergies run, of those organisations that have any."""
    rows = await session.fetch(_RUNNING, list(organisations))
    return {row["organisation_id"]: row["runs"] for row in rows}
