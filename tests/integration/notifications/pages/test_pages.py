"""Links and pages: what a person, a mail scanner and a mail program can do with them."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from html import unescape
from uuid import UUID, uuid4

import httpx
import msgspec
import pytest

from boucle.contract.events.matching import Preview
from boucle.contract.events.reasons import Amount
from boucle.local.mailsink.mailbox import SinkMessage
from boucle.notifications.app import SERVICE
from boucle.platform.db import Database
from tests.integration.notifications.support import (
    KEY,
    Office,
    Registry,
    a_life,
    answered,
    link,
    published,
)
from tests.kit import ApiClient, Tokens

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


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


async def introduced(office: Office) -> tuple[tuple[UUID, UUID], list[SinkMessage]]:
    """A pair, and the mail of each, in the pair's order."""
    pair = uuid4(), uuid4()
    office.registry.add(*pair)
    await office.hear(published(a_life(*pair)))
    await office.send()
    mails = {one.to: one for one in office.sink.received()}
    return pair, [mails[office.registry.email(one)] for one in pair]


async def test_fetching_every_link_of_every_mail_twice_changes_nothing(
    office: Office, client: httpx.AsyncClient
) -> None:
    _, mails = await introduced(office)
    before = await office.everything()
    for message in mails:
        paths = [link(message, "r"), link(message, "stop")]
        paths += [f"{path}?answer=interested&consent=yes&stop=yes" for path in paths]
        for path in paths * 2:
            for method in ("GET", "HEAD"):
                assert (await client.request(method, path)).status_code == 200
    assert await office.everything() == before


async def test_an_answer_becomes_an_event_and_may_change(
    office: Office, client: httpx.AsyncClient
) -> None:
    (offer, _), (mail, _) = await introduced(office)
    path = link(mail, "r")
    first = await client.post(path, data={"answer": "interested", "consent": "yes"})
    assert (first.status_code, first.headers["Location"]) == (303, f"{path}?saved")
    again = await client.post(path, data={"answer": "interested", "consent": "yes"})
    assert again.status_code == 303
    await client.post(
        path, data={"answer": "refused", "reason": "price", "comment": "CANARI-COMMENT <b>"}
    )
    await client.post(path, data={"answer": "already_done", "contract_until": "2027-12-31"})
    events = [one for one in await office.outbox() if one.type == "introduction.answered.v1"]
    answered_by = [one.data.answered_by for one in events]
    assert answered_by == [offer] * 3
    sides = [next(p for p in one.data.parties if p.organisation_id == offer) for one in events]
    assert [(one.answer, one.consent, one.reason) for one in sides] == [
        ("interested", True, None),
        ("refused", False, "price"),
        ("already_done", False, None),
    ]
    assert [one.comment_given for one in sides] == [False, True, False]
    assert str(sides[2].contract_until) == "2027-12-31"
    rows = await office.rows("select payload from outbox")
    assert all(b"CANARI-COMMENT" not in row["payload"] for row in rows)


async def test_the_page_shows_the_present_answer_escaped(
    office: Office, client: httpx.AsyncClient
) -> None:
    _, (mail, _) = await introduced(office)
    path = link(mail, "r")
    untouched = (await client.get(path)).text
    assert 'name="consent" value="yes">' in untouched
    assert "checked" not in untouched
    await client.post(
        path, data={"answer": "refused", "reason": "price", "comment": "<script>alert(1)</script>"}
    )
    page = (await client.get(path)).text
    assert "pas pour nous" in page
    assert 'value="price" checked' in page
    assert "<script>" not in page
    assert page.count("&lt;script&gt;") == 2, "as said, and in the form"


async def test_pressing_again_what_is_stored_changes_nothing(
    office: Office, client: httpx.AsyncClient
) -> None:
    _, (mail, _) = await introduced(office)
    path = link(mail, "r")
    for answer in (
        {"answer": "interested", "consent": "yes"},
        {"answer": "already_done", "contract_until": "2027-12-31"},
        {"answer": "refused", "reason": "wrong_data", "comment": "Cher : 9 000 € ?\r\nOui !"},
    ):
        await client.post(path, data=answer)
        before = await office.everything()
        prefilled = form_in((await client.get(path)).text)
        assert {**prefilled, "answer": ""} == {**prefilled, **answer, "answer": ""}
        await client.post(path, data={**prefilled, "answer": answer["answer"]})
        assert await office.everything() == before


def form_in(page: str) -> dict[str, str]:
    """What a browser would send of the page's fields."""
    boxes = re.findall(r'type="(?:radio|checkbox)" name="(\w+)" value="(\w+)" checked', page)
    fields = re.findall(r'name="(contract_until)" type="date"[^>]* value="([^"]*)"', page)
    (comment,) = re.findall(r"<textarea id=\"comment\"[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    typed = "\r\n".join(comment.splitlines())  # as a browser sends line breaks
    return {**dict(boxes), **dict(fields), "comment": typed}


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "Choisissez"),
        ({"answer": "yes"}, "Choisissez"),
        ({"answer": "refused"}, "raison"),
        ({"answer": "refused", "reason": "because"}, "raison"),
        ({"answer": "refused", "reason": "other", "comment": "x" * 1001}, "trop long"),
        ({"answer": "already_done", "contract_until": "fin 2027"}, "31/12/2027"),
        ({"answer": "already_done", "contract_until": "2020-01-01"}, "venir"),
        ({"answer": "already_done", "contract_until": "9999-01-01"}, "50\u00a0ans"),
    ],
)
async def test_an_invalid_form_is_refused_and_changes_nothing(
    office: Office, client: httpx.AsyncClient, form: dict[str, str], said: str
) -> None:
    _, (mail, _) = await introduced(office)
    before = await office.everything()
    response = await client.post(link(mail, "r"), data=form)
    assert response.status_code == 422
    assert said in response.text
    assert await office.everything() == before


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (b"\xff\xfe=\x00", FORM),
        (b"&".join(b"a%d=1" % i for i in range(50)), FORM),
        (b'{"answer": "interested"', {"Content-Type": "application/json"}),
        (b'{"answer": "interested"}', {"Content-Type": "application/json"}),
        (b"--x\r\nbroken", {"Content-Type": "multipart/form-data; boundary=x"}),
        (b"answer=interested" + b"&comment=" + b"x" * 20_000, FORM),
        (b"answer=refused&reason=other&comment=%00%00", {"Content-Type": "text/plain"}),
    ],
)
async def test_a_strange_body_is_refused(
    office: Office, client: httpx.AsyncClient, body: bytes, headers: dict[str, str]
) -> None:
    _, (mail, _) = await introduced(office)
    before = await office.everything()
    for path in (link(mail, "r"), link(mail, "stop")):
        response = await client.post(path, content=body, headers=headers)
        assert 400 <= response.status_code < 500 or "text/plain" in headers.values()
    if "text/plain" not in headers.values():
        assert await office.everything() == before


async def test_a_bad_or_old_link_is_a_polite_404(office: Office, client: httpx.AsyncClient) -> None:
    _, (mail, _) = await introduced(office)
    good = link(mail, "r")
    tampered = good[:-2] + ("AA" if good[-2:] != "AA" else "BB")
    other_purpose = good.replace("/r/", "/stop/")
    for path in (tampered, other_purpose, "/r/x", "/m/é", "/stop/" + "A" * 48):
        for method in ("GET", "POST"):
            response = await client.request(method, path)
            assert response.status_code == 404
            assert "Ce lien ne fonctionne plus" in response.text
    english = await client.get("/r/x", headers={"Accept-Language": "en"})
    assert "This link no longer works" in english.text
    office.clock.advance(timedelta(days=181))
    assert (await client.get(good)).status_code == 404
    assert (await client.get(link(mail, "stop"))).status_code == 200


async def test_while_the_database_is_away_a_page_says_so_in_french_and_the_api_as_a_problem(
    office: Office,
    client: httpx.AsyncClient,
    tokens: Tokens,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, (mail, _) = await introduced(office)
    good, stop = link(mail, "r"), link(mail, "stop")
    form = {"answer": "interested", "stop": "yes"}

    def refused(_database: Database) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr(Database, "read", refused)
    monkeypatch.setattr(Database, "write", refused)
    for method, path in (("GET", good), ("POST", good), ("GET", stop), ("POST", stop)):
        response = await client.request(method, path, data=form if method == "POST" else None)
        assert response.status_code == 503
        assert response.headers["Content-Type"].startswith("text/html")
        assert response.headers["Retry-After"] == "60"
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert "momentanément indisponible" in response.text
        assert "votre lien reste valable" in response.text
    assert (await client.head(good)).status_code == 503
    assert (await client.get("/r/x")).status_code == 404
    api = await client.get("/v1/introductions", headers=tokens.operator())
    assert api.status_code == 503
    assert api.json()["title"] == "Not available right now"


async def test_the_page_praises_nothing_that_would_emit_more(
    office: Office, client: httpx.AsyncClient
) -> None:
    pair = uuid4(), uuid4()
    office.registry.add(*pair)
    more = Amount("tCO2e", "-70", "-20")
    shown = tuple(Preview(organisation_id=one, others=(), tco2e=more) for one in pair)
    await office.hear(published(msgspec.structs.replace(a_life(*pair), previews=shown)))
    await office.send()
    page = (await client.get(link(office.sink.received()[0], "r"))).text
    assert "émises en plus par an" in page
    assert "émettrait plus de CO₂" in page
    assert "Pourquoi cela vaut" not in page


async def test_pages_say_to_browsers_to_keep_and_leak_nothing(
    office: Office, client: httpx.AsyncClient
) -> None:
    _, (mail, _) = await introduced(office)
    for path in (link(mail, "r"), link(mail, "stop"), "/r/none"):
        response = await client.get(path)
        assert response.headers["Cache-Control"] == "no-store"
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert "http://" not in response.text.replace("http://boucle", "")


async def test_one_click_stops_and_is_kept(office: Office, client: httpx.AsyncClient) -> None:
    pair, (mail, _) = await introduced(office)
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = mail.headers["List-Unsubscribe"].strip("<>")
    path = url.removeprefix("https://boucle.example")
    response = await client.post(path, data={"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    other = uuid4()
    office.registry.add(other)
    office.clock.advance(timedelta(days=1))
    await office.hear(published(a_life(pair[0], other)))
    assert await office.send() == 1
    failed = await office.rows("select reason from mail where state = 'failed'")
    assert failed == [{"reason": "stopped"}]


async def test_one_click_may_come_as_multipart(office: Office, client: httpx.AsyncClient) -> None:
    _, (mail, _) = await introduced(office)
    body = (
        b'--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n'
        b"One-Click\r\n--b--\r\n"
    )
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    response = await client.post(link(mail, "stop"), content=body, headers=headers)
    assert response.status_code == 200
    assert len(await office.rows("select * from preference")) == 1


async def test_the_stop_page_needs_its_button(office: Office, client: httpx.AsyncClient) -> None:
    _, (mail, _) = await introduced(office)
    path = link(mail, "stop")
    assert (await client.post(path)).status_code == 422
    assert await office.rows("select * from preference") == []
    assert (await client.post(path, data={"stop": "yes"})).status_code == 303
    assert "C'est fait" in unescape((await client.get(path)).text)
    assert (await client.post(path, data={"stop": "yes"})).status_code == 303
    assert len(await office.rows("select * from preference")) == 1


async def test_the_right_person_gets_the_mail_and_what_follows(
    office: Office, client: httpx.AsyncClient
) -> None:
    pair, (mail, _) = await introduced(office)
    path = link(mail, "r")
    form = {"answer": "not_me", "name": "Paul  Martin", "email": "a.paul@societe1.example"}
    assert (await client.post(path, data=form)).status_code == 303
    assert (await client.post(path, data=form)).status_code == 303, "done twice, once"
    page = (await client.get(path)).text
    assert "Paul Martin (a.paul@societe1.example)" in page
    assert await office.send() == 0, "every process has to hear of the contact first"
    office.clock.advance(timedelta(seconds=62))
    assert await office.send() == 1
    (passed,) = (one for one in office.sink.received() if one.to == form["email"])
    assert (passed.subject, link(passed, "r")) != (mail.subject, path)
    assert passed.subject == mail.subject
    assert "Paul Martin, Société CANARI1" in (await client.get(link(passed, "r"))).text
    assert "Camille Canari1, Société CANARI1" in (await client.get(path)).text

    kept = (await office.rows("select synergy_id from introduction"))[0]["synergy_id"]
    both = msgspec.structs.replace(
        answered(a_life(*pair), "interested", "consented"), synergy_id=kept
    )
    await office.hear(published(both, "answered", 9))
    await office.send()
    (asked,) = office.sink.received()[3:]
    assert asked.to == form["email"]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"name": "", "email": "paul@societe1.example"}, "Écrivez le nom"),
        ({"name": "x" * 101, "email": "paul@societe1.example"}, "trop long"),
        ({"name": "Paul", "email": "paul@"}, "nom@exemple.fr"),
    ],
)
async def test_a_person_without_name_or_address_is_asked_for(
    office: Office, client: httpx.AsyncClient, form: dict[str, str], said: str
) -> None:
    _, (mail, _) = await introduced(office)
    before = await office.everything()
    response = await client.post(link(mail, "r"), data={"answer": "not_me", **form})
    assert response.status_code == 422
    assert said in response.text
    assert f'value="{form["email"]}"' in response.text
    assert await office.everything() == before


async def test_who_is_to_be_confirmed_is_not_written_to_and_registry_may_be_away(
    office: Office, client: httpx.AsyncClient
) -> None:
    _, (mail, _) = await introduced(office)
    path, before = link(mail, "r"), await office.everything()
    form = {"answer": "not_me", "name": "Paul Martin", "email": "paul@ailleurs.example"}
    proposed = await client.post(path, data=form)
    assert proposed.headers["Location"] == f"{path}?proposed"
    assert "confirmera" in (await client.get(proposed.headers["Location"])).text
    questions = office.registry.questions

    def then_away() -> None:
        """After it said who reads the page, and what the page shows."""
        office.registry.down = office.registry.questions == questions + 2

    office.registry.asked = then_away
    away = await client.post(path, data=form)
    assert away.status_code == 503
    assert "indisponible" in away.text
    assert "Paul Martin" in away.text
    assert await office.everything() == before


async def test_once_disclosed_an_answer_changes_no_more(
    office: Office, client: httpx.AsyncClient
) -> None:
    pair, mails = await introduced(office)
    paths = [link(mail, "r") for mail in mails]
    for path in paths:
        await client.post(path, data={"answer": "interested", "consent": "yes"})
    life = a_life(*pair)
    kept = (await office.rows("select synergy_id from introduction"))[0]["synergy_id"]
    agreed = answered(life, "consented", "consented")
    event = published(type(life)(**{**_fields(agreed), "synergy_id": kept}), "answered", 9)
    await office.hear(event)
    await office.send()
    before = await office.everything()
    response = await client.post(paths[0], data={"answer": "refused", "reason": "price"})
    assert response.status_code == 303
    assert await office.everything() == before
    page = (await client.get(paths[0])).text
    assert office.registry.email(pair[1]) in page
    assert "Aucun nom" not in page


def _fields(life: object) -> dict[str, object]:
    return {name: getattr(life, name) for name in type(life).__struct_fields__}  # type: ignore[attr-defined]
