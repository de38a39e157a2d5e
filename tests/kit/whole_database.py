"""All that a database holds, as text: what is not in it is kept nowhere in it."""

from boucle.platform.db import Database

_TABLES = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"


async def whole(database: Database) -> str:
    """Every value of every row of every table; bytes as the text that they are."""
    said: list[str] = []
    async with database.read() as session:
        driver = await session.driver()
        for table in sorted(row["table_name"] for row in await driver.fetch(_TABLES)):
            for row in await driver.fetch(f"SELECT * FROM {table}"):
                said += [f"{table}: {_text(value)}" for value in row.values()]
    return "\n".join(said)


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else repr(value)
