"""Links that we did not make, or made for something else, open nothing and change nothing."""

from collections.abc import AsyncIterator, Iterator
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest

from boucle.notifications.app import SERVICE
from boucle.notifications.letters.links import PATHS, Links
from tests.integration.notifications.support import KEY, Office, Registry, a_life, link, published
from tests.kit import ApiClient

FORM = {"answer": "interested", "consent": "yes", "stop": "yes", "rhythm": "weekly"}


@pytest.fixture
async def client(api_client: ApiClient, registry: Registry) -> AsyncIterator[httpx.AsyncClient]:
    async with api_client(
        SERVICE,
        link_key=KEY.decode(),
        public_url="https://boucle.example",
        registry_url=registry.url,
        client_secret=registry.secret,
    ) as made:
        yield made


def _changed(token: str, other: str) -> Iterator[str]:
    """``other``: another good token of the same purpose. What differs in the last character alone
    may be the same bytes."""
    for at, letter in enumerate(token[:-1]):
        yield f"{token[:at]}{'B' if letter == 'A' else 'A'}{token[at + 1 :]}"
        yield token[:at]
    for at in range(4, len(token) - 4, 4):
        if token[:at] != other[:at] and token[at:] != other[at:]:
            yield token[:at] + other[at:]
    yield from (f"{token}A", f"{token}====", f"A{token}", token.swapcase(), token[::-1], "")
    yield from (f"{token}\x00", f" {token}", f"{token}\n", "é" * 48, "A" * 48, "-" * 48, "x" * 5000)


async def test_no_forged_link_opens_a_page_or_writes(
    office: Office, client: httpx.AsyncClient
) -> None:
    pair = uuid4(), uuid4()
    office.registry.add(*pair)
    await office.hear(published(a_life(*pair)))
    await office.send()
    mine, other = (link(one, "r").removeprefix("/r/") for one in office.sink.received())
    mail = Links(KEY, "").read("answer", mine, office.clock())
    forged = {f"/r/{quote(one)}" for one in _changed(mine, other)}
    forged |= {f"{path}{mine}" for path in PATHS.values() if path != PATHS["answer"]}
    stranger = Links(b"o" * 32, "https://boucle.example")
    forged |= {f"{path}{stranger.token(purpose, mail)}" for purpose, path in PATHS.items()}
    forged.discard("/r/")  # no such address
    before = await office.everything()

    assert len(forged) > 100
    wrong = []
    for path in sorted(forged):
        for method in ("GET", "HEAD", "POST"):
            answer = await client.request(method, path, data=FORM if method == "POST" else None)
            if answer.status_code != (422 if "%00" in path else 404):
                wrong.append(f"{method} {path}: {answer.status_code}")
    assert wrong == []
    assert await office.everything() == before
    assert (await client.get(f"/r/{mine}")).status_code == 200
