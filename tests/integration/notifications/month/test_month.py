"""Every mail of a month of 200 companies holds the rules of mails."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from typing import get_args

import httpx
import pytest

from boucle.notifications.app import SERVICE
from boucle.notifications.mails.plan import Step
from boucle.registry.api.schemas.identity.access import DirectoryOut
from tests.integration.notifications.month.companies import COMPANIES, companies
from tests.integration.notifications.month.groups import groups_of
from tests.integration.notifications.month.known import Reader
from tests.integration.notifications.month.matched import Matched
from tests.integration.notifications.month.month import Month, keep
from tests.integration.notifications.month.registry import Directory, answered, territories
from tests.integration.notifications.support import KEY, Office, Registry, serving
from tests.kit import ApiClient, Tokens
from tests.kit.mails import findings


@pytest.fixture
def registry() -> Iterator[Registry]:
    with serving(Directory(people=companies(), around=answered())) as running:
        yield running


@pytest.fixture
async def client(api_client: ApiClient, registry: Registry) -> AsyncIterator[httpx.AsyncClient]:
    async with api_client(
        SERVICE,
        link_key=KEY.decode(),
        public_url="https://boucle.example",
        registry_url=registry.url,
    ) as made:
        yield made


def test_the_directory_answers_as_registry_would() -> None:
    directory = Directory(people=companies(), around=answered())
    made = groups_of(directory.people).values()
    directory.sharings = {id_: own for one in made for id_, own in one.own.items()}
    asked = {
        "organisations": [str(one.id) for one in directory.people],
        "territories": [*directory.around],
        "flows": [str(flow) for flow in directory.own],
        "sharings": [str(one) for one in directory.sharings],
    }
    answer = directory.answer(asked)
    told = DirectoryOut.model_validate(answer).model_dump(mode="json")
    assert told == json.loads(json.dumps(answer))


@pytest.mark.timeout(300)
async def test_a_month_of_two_hundred_companies(
    office: Office, client: httpx.AsyncClient, tokens: Tokens, registry: Registry
) -> None:
    assert isinstance(registry, Directory)
    assert len(registry.people) == COMPANIES
    groups = groups_of(registry.people)
    registry.sharings = {id_: own for one in groups.values() for id_, own in one.own.items()}
    month = Month(office, client, tokens, Matched(registry.people, territories()), groups)
    await month.pass_by()
    reader = Reader(month, registry)
    seen = list(reader.seen())
    mailbox = office.sink.mailbox
    keep((f"{one:04d}", mailbox.raw(one) or b"") for one in range(1, mailbox.count() + 1))
    kinds = {one.known.kind for one in seen}
    assert kinds == {*get_args(Step), "digest"}
    assert {one.known.language for one in seen} == {"fr", "en"}
    assert {one.known.gain for one in seen} == {"range", "missing", None}
    assert any(match.share < month.matched.least(match) for match in month.matched.matches)
    assert {*month.statuses} == {303, 409}, "a meeting that was cancelled takes no answer"
    found = list(findings(seen))
    assert found == [], "\n".join(found)
