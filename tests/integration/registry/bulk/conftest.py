"""A bulk upsert, sent whole and read whole."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from tests.integration.registry.conftest import Api, Body

BULK = "/v1/sources/tyca/bulk"
NDJSON = {"content-type": "application/x-ndjson"}


def packed(rows: Iterable[Body | str | bytes]) -> bytes:
    """One a line; what is text already stays as it is."""
    return b"".join(_line(row) + b"\n" for row in rows)


def _line(row: Body | str | bytes) -> bytes:
    if isinstance(row, bytes):
        return row
    return (row if isinstance(row, str) else json.dumps(row)).encode()


def read(content: bytes) -> tuple[list[Body], Body]:
    """The results, and the summary."""
    *results, end = [json.loads(line) for line in content.splitlines()]
    assert list(end) == ["summary"], end
    return results, end["summary"]


async def send(
    api: Api, content: bytes, headers: Mapping[str, str] = {}
) -> tuple[list[Body], Body]:
    sent = {**api.tool, **NDJSON, **headers}
    answer = await api.http.post(BULK, content=content, headers=sent)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/x-ndjson"
    return read(answer.content)


async def bulk(api: Api, *rows: Body | str | bytes) -> tuple[list[Body], Body]:
    return await send(api, packed(rows))


def row(kind: str, id_: str, data: Body | None) -> Body:
    """``data`` None: withdraw it."""
    says: dict[str, Any] = {"withdraw": True} if data is None else {"data": data}
    return {"kind": kind, "id": id_, **says}


def fields(result: Body) -> list[str]:
    return [error["field"] for error in result["problem"]["errors"]]
