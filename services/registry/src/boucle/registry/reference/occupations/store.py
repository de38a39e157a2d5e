"""Store the occupations of one version of ROME, and their titles."""

import hashlib
from typing import Final

from boucle.platform.db import Session, WriteSession
from boucle.registry.reference.occupations.rome import Rome, RomeOccupation, RomeTitle

_LOCK: Final = "LOCK TABLE occupation IN SHARE ROW EXCLUSIVE MODE"
_FORGET: Final = (
    "DELETE FROM occupation_title",
    "DELETE FROM occupation",
    "DELETE FROM occupation_file",
)
_CODES: Final = "SELECT code FROM occupation"
_KEEP_FILE: Final = "INSERT INTO occupation_file (version, digest) VALUES ($1, $2)"
_FILE: Final = "SELECT version, digest FROM occupation_file"
_OCCUPATIONS: Final = "SELECT code, label, parent, green FROM occupation ORDER BY code"
_TITLES: Final = "SELECT code, title FROM occupation_title ORDER BY code, title"


async def replace_occupations(session: WriteSession, rome: Rome) -> None:
    """Replace all. Readers go on with the old ones; a second import waits for the first."""
    driver = await session.driver()
    await driver.execute(_LOCK)
    for statement in _FORGET:
        await driver.execute(statement)
    occupations = [(each.code, each.parent, each.label, each.green) for each in rome.occupations]
    titles = [(each.code, each.title) for each in rome.titles]
    columns = ("code", "parent", "label", "green")
    await driver.copy_records_to_table("occupation", records=occupations, columns=columns)
    columns_of_titles = ("code", "title")
    await driver.copy_records_to_table(
        "occupation_title", records=titles, columns=columns_of_titles
    )
    digest = hashlib.blake2b(repr((sorted(occupations), sorted(titles))).encode(), digest_size=8)
    await driver.execute(_KEEP_FILE, rome.version, digest.hexdigest())


async def imported_version(session: Session) -> tuple[str, str] | None:
    """Return version and digest of the import; None before the first."""
    row = await session.fetchrow(_FILE)
    return None if row is None else (row["version"], row["digest"])


async def imported_codes(session: Session) -> tuple[str, frozenset[str]] | None:
    """Return the imported version and its codes; None before the first."""
    found = await imported_version(session)
    if found is None:
        return None
    return found[0], frozenset(row["code"] for row in await session.fetch(_CODES))


async def imported_rome(session: Session) -> Rome | None:
    found = await imported_version(session)
    if found is None:
        return None
    occupations = await session.fetch(_OCCUPATIONS)
    titles = await session.fetch(_TITLES)
    return Rome(
        found[0],
        tuple(RomeOccupation(**row) for row in occupations),
        tuple(RomeTitle(**row) for row in titles),
    )
