"""Import occupations; check a code that somebody declares."""

from boucle.common.db import Database, Session
from boucle.registry.faults import Fault
from boucle.registry.occupations import store
from boucle.registry.occupations.decisions import occupation_fault
from boucle.registry.occupations.rome import Rome


async def import_rome(database: Database, rome: Rome) -> None:
    """Keep these occupations instead of those before: all in one transaction."""
    async with database.write() as session:
        await store.replace_occupations(session, rome)


async def check_occupation(session: Session, field: str, code: str) -> Fault | None:
    """What is wrong with a ROME code that a workforce is declared under, if anything."""
    return occupation_fault(field, code, *await store.imported_codes(session))
