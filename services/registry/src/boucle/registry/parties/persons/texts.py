"""Where registry keeps what people wrote, and how a person is taken out of it."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from boucle.platform.db import Session, WriteSession
from boucle.platform.db.database import Driver
from boucle.registry.parties.organisations.erased_texts import ErasedTexts
from boucle.registry.parties.persons.person import Person

Change = Callable[[Any], Any]
"""A text, or a JSON value, as it is from now on; the same where it names nobody."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Columns of a table. ``columns``: by name, its type in SQL; ``key``: its primary key.
    ``owned``: it has its organisation's id."""

    table: str
    key: tuple[str, ...]
    columns: Mapping[str, str]
    owned: bool = False

    def rows(self) -> str:
        """Those whose texts fit $1, a regular expression, whatever the case; all of an organisation
        of $2; or of none, where they fit $3. ``fits``: one of both does."""
        texts = ", ".join(_as_text(name, type_) for name, type_ in self.columns.items())
        names = ", ".join([*self.key, *self.columns])
        named = "coalesce(said ~* $3, false)"
        theirs = "organisation_id = ANY($2::uuid[])"
        others = theirs if self.owned else f"($2::uuid[] IS NOT NULL AND {named})"
        return f"""
            SELECT {names}, said ~* $1 OR {named} AS fits FROM (
                SELECT *, concat_ws(' ', {texts}) AS said FROM {self.table}
            ) AS texts WHERE said ~* $1 OR {others}
        """

    def every(self) -> str:
        names = {*self.key, *self.columns, *(["organisation_id"] if self.owned else [])}
        return f"SELECT {', '.join(sorted(names))} FROM {self.table} FOR NO KEY UPDATE"

    def update(self) -> str:
        start = len(self.key) + 1
        changes = (f"{name} = ${rank}" for rank, name in enumerate(self.columns, start))
        where = (f"{name} = ${rank}" for rank, name in enumerate(self.key, 1))
        return f"UPDATE {self.table} SET {', '.join(changes)} WHERE {' AND '.join(where)}"


def _as_text(name: str, type_: str) -> str:
    return f"convert_from({name}, 'UTF8')" if type_ == "bytea" else f"{name}::text"


TEXTS: Final = (
    Texts("flow", ("id",), {"draft": "jsonb"}, owned=True),
    Texts("sharing", ("id",), {"draft": "jsonb"}, owned=True),
    Texts(
        "bilan",
        ("id",),
        {"errors": "jsonb", "to_classify": "jsonb", "warnings": "jsonb", "rejects": "bytea"},
    ),
    Texts(
        "organisation_verification",
        ("organisation_id", "version"),
        {"evidence": "text"},
        owned=True,
    ),
    Texts("company_call", ("id",), {"with_whom": "text", "text": "text"}, owned=True),
    Texts("marked_prospect", ("territory", "siret"), {"note": "text"}),
    Texts("postal_code", ("organisation_id",), {"address": "text[]"}, owned=True),
    Texts("client", ("client_id",), {"name": "text"}),
)
"""Names of companies and of their sites are the companies' own: they stay. A person's name is
looked for in the texts of its organisations (elsewhere, two words may be anybody's), the address
and the telephone number in all."""

_FORGET_ANSWERS: Final = """
    DELETE FROM idempotency WHERE EXISTS (
        SELECT FROM unnest($1::text[]) AS said
        WHERE strpos(lower(encode(response, 'escape')),
                     lower(encode(convert_to(said, 'UTF8'), 'escape'))) > 0
    )
"""


@dataclass(frozen=True, slots=True)
class FoundText:
    """``where``: the table and its row; ``text``: what its columns say."""

    where: str
    text: dict[str, Any]


async def find_texts(session: Session, person: Person, change: Change) -> list[FoundText]:
    """Those that name a person. ``change``: takes the person out."""
    found = []
    for texts in TEXTS:
        for row in await session.fetch(texts.rows(), *_asked(person)):
            where = " ".join(str(row[name]) for name in texts.key)
            said = {name: _read(row[name]) for name in texts.columns}
            if row["fits"] or any(change(value) != value for value in said.values()):
                found.append(FoundText(f"{texts.table} {where}", said))
    return found


async def erase_texts(session: WriteSession, person: Person, change: Change) -> int:
    """How many rows said something of them. Nothing that an event carries changes: no version
    does."""
    driver = await session.driver()
    changed = 0
    for texts in TEXTS:
        for row in await driver.fetch(f"{texts.rows()} FOR NO KEY UPDATE", *_asked(person)):
            before = [_read(row[name]) for name in texts.columns]
            after = [change(value) for value in before]
            if after != before:
                await _write(driver, texts, row, after)
                changed += 1
    return changed


async def erase_by_hash(session: WriteSession, erased: ErasedTexts) -> None:
    """In every row: after a restore nobody may have the address any more."""
    driver = await session.driver()
    for texts in TEXTS:
        for row in await driver.fetch(texts.every()):
            before = [_read(row[name]) for name in texts.columns]
            whole = dict(enumerate(before))
            if texts.owned:
                whole = erased.without(whole, row["organisation_id"])
            else:
                whole = erased.without_all(whole)
            if list(whole.values()) != before:
                await _write(driver, texts, row, list(whole.values()))


async def forget_answers(session: WriteSession, person: Person) -> None:
    """Answers kept for an ``Idempotency-Key`` that name them."""
    driver = await session.driver()
    said = [*person.addresses, *person.names, *person.phones]
    await driver.execute(_FORGET_ANSWERS, said)


async def _write(driver: Driver, texts: Texts, row: Any, said: Sequence[Any]) -> None:
    key = [row[name] for name in texts.key]
    columns = zip(said, texts.columns.values(), strict=True)
    await driver.execute(
        texts.update(), *key, *(_written(value, type_) for value, type_ in columns)
    )


def _asked(person: Person) -> tuple[str, list[UUID], str | None]:
    return person.reached_by(), sorted(person.organisations), person.named()


def _read(value: Any) -> Any:
    return bytes(value).decode() if isinstance(value, bytes | memoryview) else value


def _written(value: Any, type_: str) -> Any:
    if type_ == "jsonb":
        return json.dumps(value, ensure_ascii=False)
    return value.encode() if type_ == "bytea" else value
