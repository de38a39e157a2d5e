"""Whom to write to about a weakness, as RFC 9116 says it."""

from datetime import datetime, timedelta

from boucle.notifications.app import SERVICE
from tests.integration.notifications.support import KEY
from tests.kit import ApiClient, FrozenClock

PATH = "/.well-known/security.txt"
SET = {
    "registry_url": "http://127.0.0.1:9",  # never asked
    "client_id": "notifications",
    "client_secret": "secret",
    "link_key": KEY.decode(),
    "public_url": "https://boucle.example",
}


async def test_it_names_who_runs_the_installation(
    api_client: ApiClient, clock: FrozenClock
) -> None:
    async with api_client(SERVICE, **SET, operator_mail="a+b%c@exploitant.example") as client:
        answer = await client.get(PATH)
        assert (await client.head(PATH)).status_code == 200

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert fields.keys() == {"Contact", "Expires", "Preferred-Languages", "Canonical"}
    assert fields["Contact"] == "mailto:a+b%25c@exploitant.example"
    assert fields["Canonical"] == f"https://boucle.example{PATH}"
    ends = datetime.fromisoformat(fields["Expires"])
    assert timedelta(days=100) < ends - clock() < timedelta(days=365)


async def test_without_an_address_there_is_none(api_client: ApiClient) -> None:
    async with api_client(SERVICE, **SET) as client:
        answer = await client.get(PATH)

    assert answer.status_code == 404
    assert "BOUCLE_OPERATOR_MAIL" in answer.text
