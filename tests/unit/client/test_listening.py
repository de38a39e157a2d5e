"""A developer's machine hears what a webhook would: the same body, signed alike."""

from __future__ import annotations

import pytest

from boucle_client import verify_webhook
from boucle_client.listening import listen, main
from tests.unit.client.conftest import Start
from tests.unit.client.script import Answer, Asked
from tests.unit.client.test_following import Feed

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def test_each_change_arrives_once_signed_in_order(
    start: Start, capsys: pytest.CaptureFixture[str]
) -> None:
    feed = Feed()
    _, boucle = start(feed)
    got: list[Asked] = []

    def receive(asked: Asked) -> Answer:
        got.append(asked)
        return Answer(500 if len(got) == 2 else 204)

    receiver, _ = start(receive)
    for thing in ("a", "b", "a"):
        feed.revise(thing)
    listen(boucle, f"{receiver.url}/hook", SECRET, (), wait=0)
    assert got == [], "what was before is not sent"
    listen(boucle, f"{receiver.url}/hook", SECRET, ("flow.*",), cursor="0", wait=0)
    messages = [verify_webhook(SECRET, one.headers, one.body) for one in got]
    assert [one["type"] for one in messages] == ["flow.revised"] * 3
    assert [one["data"]["version"] for one in messages] == [1, 2, 3]
    assert "cursor" not in messages[0]["data"]
    ids = {one.headers["webhook-id"] for one in got}
    assert len(ids) == 3
    lines = capsys.readouterr().out.splitlines()
    assert [line.rsplit(" ", 1)[1] for line in lines] == ["204", "500", "204"]


def test_nobody_there_is_told_and_no_end(start: Start, capsys: pytest.CaptureFixture[str]) -> None:
    feed = Feed()
    feed.revise("a")
    _, boucle = start(feed)
    listen(boucle, "http://127.0.0.1:9/hook", SECRET, (), cursor="0", wait=0)
    assert "-> no answer: " in capsys.readouterr().out


def test_what_lacks_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("BOUCLE_CLIENT_SECRET", raising=False)
    monkeypatch.setenv("BOUCLE_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("BOUCLE_CLIENT_ID", "x")
    assert main(["listen", "http://localhost:1/"]) == 2
    assert capsys.readouterr().err == "BOUCLE_CLIENT_SECRET: not set in the environment\n"
