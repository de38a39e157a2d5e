"""Introductions to follow, meetings to plan: who sees what, and what a meeting sends."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import icalendar
import pytest
from msgspec.structs import replace

from boucle.notifications.app import SERVICE
from boucle.notifications.subscriptions.feeds import store as feeds
from boucle.notifications.subscriptions.feeds.decisions import Audience, FeedObject
from boucle.platform.identity import Principal
from tests.integration.notifications.support import (
    CAUX,
    HAVRE,
    KEY,
    START,
    Office,
    Registry,
    a_life,
    answered,
    hear,
    link,
    published,
)
from tests.kit import ApiClient, Tokens


@pytest.fixture
async def client(api_client: ApiClient, registry: Registry) -> AsyncIterator[httpx.AsyncClient]:
    async with api_client(
        SERVICE,
        link_key=KEY.decode(),
        public_url="https://boucle.example",
        registry_url=registry.url,
        client_id="notifications",
        client_secret=registry.secret,
    ) as made:
        yield made


async def across(office: Office) -> tuple[UUID, UUID, UUID]:
    """A synergy across two territories, introduced: its id, the offer's company, the need's."""
    offer, need = uuid4(), uuid4()
    office.registry.add(offer, need)
    life = a_life(offer, need, territories=(CAUX, HAVRE))
    await office.hear(published(life))
    await office.send()
    return life.synergy_id, offer, need


def meeting(*synergies: UUID, **more: Any) -> dict[str, Any]:
    return {
        "kind": "workshop",
        "title": "Atelier vapeur",
        "place": "Maison des entreprises, Lillebonne",
        "starts_at": (START + timedelta(days=10)).isoformat(),
        "ends_at": (START + timedelta(days=10, hours=2)).isoformat(),
        "synergy_ids": [str(one) for one in synergies],
        **more,
    }


async def test_each_sees_its_own_side_only(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    _, offer, need = await across(office)

    async def seen(headers: dict[str, str]) -> list[list[str | None]]:
        answer = await client.get("/v1/introductions", headers=headers)
        assert answer.status_code == 200
        assert "@" not in answer.text
        return [[p["organisation_id"] for p in one["parties"]] for one in answer.json()["items"]]

    assert await seen(tokens.company(offer)) == [[str(offer), None]]
    assert await seen(tokens.company(uuid4())) == []
    assert await seen(tokens.animator(HAVRE)) == [[None, str(need)]]
    assert await seen(tokens.animator("999999999")) == []
    assert await seen(tokens.operator()) == [[str(offer), str(need)]]


async def test_what_the_other_does_moves_nothing_that_a_company_is_shown(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    """It answers, it agrees; then each has the other's name, and both see it."""
    _, offer, need = await across(office)
    mails = {one.to: link(one, "r") for one in office.sink.received()}
    reader, other, staff = tokens.company(offer), tokens.company(need), tokens.operator()

    async def asked(who: dict[str, str], **query: str) -> list[dict[str, Any]]:
        answer = await client.get("/v1/introductions", headers=who, params=query)
        return list(answer.json()["items"])

    async def changes(who: dict[str, str], **query: str) -> dict[str, Any]:
        answer = await client.get("/v1/changes", headers=who, params=query)
        return dict(answer.json())

    begin = [(await changes(who))["next"] for who in (reader, staff)]
    [own] = await asked(reader)
    url = f"/v1/introductions/{own['introduction_id']}"
    known = (await client.get(url, headers=reader)).headers["etag"]
    office.clock.advance(timedelta(minutes=1))
    since = office.clock().isoformat()
    agrees = {"answer": "interested", "consent": "yes"}
    answer = await client.post(mails[office.registry.email(need)], data=agrees)
    assert answer.status_code == 303
    same = await client.get(url, headers={**reader, "If-None-Match": known})
    assert same.status_code == 304
    both = tokens.company(offer, need)
    for who, moved, state in (
        (reader, 0, "sent"),
        *((one, 1, "answered") for one in (other, both, staff)),
    ):
        assert len(await asked(who, updated_after=since)) == moved
        for one in ("due", "failed", "sent", "answered", "disclosed"):
            shown = [found["state"] for found in await asked(who, state=one)]
            assert shown == ([state] if one == state else []), one

    await client.post(mails[office.registry.email(offer)], data=agrees)
    office.clock.advance(timedelta(minutes=1))
    life = a_life(offer, need, territories=(CAUX, HAVRE), standings=("consented", "consented"))
    synergy = UUID(own["synergy_id"])
    await office.hear(published(replace(life, synergy_id=synergy, state="consented"), version=2))
    await office.send()
    for who in (reader, other):
        [now] = await asked(who, state="disclosed", updated_after=office.clock().isoformat())
        assert [one["organisation_id"] for one in now["parties"]] == [str(offer), str(need)]
    await hear(office.database, office.clock, *await office.outbox())
    heard = [
        [one["version"] for one in (await changes(who, after=cursor, wait="5"))["items"]]
        for who, cursor in zip((reader, staff), begin, strict=True)
    ]
    assert heard == [[1, 2, 3, 4], [1, 2, 3, 4, 5]]  # without the other's answer, and with it


async def test_a_mail_is_due_until_it_left(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    pair = uuid4(), uuid4()
    await office.hear(published(a_life(*pair)))  # registry knows neither: the mails wait
    for sent in (False, True):
        await office.send()
        answer = await client.get("/v1/introductions", headers=tokens.operator())
        [introduction] = answer.json()["items"]
        mails = [mail for party in introduction["parties"] for mail in party["mails"]]
        assert [mail["due_at"] is None for mail in mails] == [sent, sent]
        assert [mail["sent_at"] is not None for mail in mails] == [sent, sent]
        office.registry.add(*pair)
        office.clock.advance(timedelta(hours=2))


async def test_a_meeting_names_to_each_other_those_whose_names_were_exchanged(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    pair, stranger = (uuid4(), uuid4()), uuid4()
    office.registry.add(*pair, stranger)
    known, masked = a_life(*pair), a_life(pair[0], stranger)
    await office.hear(
        published(answered(known, "consented", "consented"), "answered"),
        published(masked, "qualified"),
    )
    await office.send()
    ids = known.synergy_id, masked.synergy_id
    body = meeting(*ids)
    assert (
        await client.post("/v1/meetings", headers=tokens.animator(CAUX), json=body)
    ).status_code == 201
    assert await office.send() == 3
    invitations = {one.to: one for one in office.sink.received() if one.ics}
    names = {one: office.registry.companies[one]["name"] for one in (*pair, stranger)}
    allowed = {pair[0]: {pair[1]}, pair[1]: {pair[0]}, stranger: set[UUID]()}
    for company, others in allowed.items():
        message = invitations[office.registry.email(company)]
        page = (await client.get(link(message, "m"))).text
        for other in {*names} - {company}:
            for text in (message.text or "", message.html or "", page):
                assert (names[other] in text) is (other in others)
        assert ("votre échange" in page) is bool(others)


@pytest.mark.parametrize(
    "path", ["/v1/introductions", "/v1/meetings", f"/v1/meetings/{UUID(int=1)}"]
)
async def test_nobody_sees_anything(client: httpx.AsyncClient, path: str) -> None:
    assert (await client.get(path)).status_code == 401


async def test_a_tool_sees_what_a_company_sees_that_lets_it_act(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    _, offer, _ = await across(office)
    mine, other = tokens.tool("t-1"), tokens.tool("t-2")
    async with office.database.write() as session:
        audience = Audience(frozenset([offer]), frozenset([CAUX]))
        await feeds.save(session, {("site", uuid4()): FeedObject(1, audience, frozenset(["t-1"]))})
    for path in ("/v1/introductions", "/v1/meetings"):
        assert (await client.get(path, headers=other)).json()["items"] == []
    shown = (await client.get("/v1/introductions", headers=mine)).json()["items"]
    company = (await client.get("/v1/introductions", headers=tokens.company(offer))).json()["items"]
    assert shown == company
    assert len(shown) == 1
    one = f"/v1/introductions/{shown[0]['introduction_id']}"
    assert (await client.get(one, headers=mine)).json() == shown[0]
    assert (await client.get(one, headers=other)).status_code == 404


async def test_introductions_are_paged_and_filtered(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    ids = [(await across(office))[0] for _ in range(3)]
    url, found = "/v1/introductions?limit=2", []
    while url:
        page = (await client.get(url, headers=tokens.operator())).json()
        found += [one["synergy_id"] for one in page["items"]]
        url = f"/v1/introductions?limit=2&cursor={page['next']}" if page["next"] else ""
    assert sorted(found) == sorted(map(str, ids))
    for query, expected in (
        (f"synergy_id={ids[0]}", 1),
        (f"synergy_id={ids[0]}&synergy_id={ids[1]}", 2),
        ("state=held&state=sent", 3),
        (f"territory={CAUX}&territory=123456789", 3),
        (f"territory={CAUX}", 3),
        ("territory=123456789", 0),
        ("state=sent", 3),
        ("state=held", 0),
        ("updated_after=2030-01-01T00:00:00Z", 0),
    ):
        answer = await client.get(f"/v1/introductions?{query}", headers=tokens.operator())
        assert len(answer.json()["items"]) == expected, query
    bad = await client.get("/v1/introductions?territory=x&state=y", headers=tokens.operator())
    assert {one["field"] for one in bad.json()["errors"]} == {"query.territory", "query.state"}
    await turned_round(client, tokens.operator(), "/v1/introductions", "updated_at")
    answer = await client.get("/v1/introductions?fields=state&limit=1", headers=tokens.operator())
    assert set(answer.json()["items"][0]) == {"introduction_id", "state"}
    moved = await client.get("/v1/introductions?after=c", headers=tokens.operator())
    assert moved.headers["location"] == "/v1/changes?types=introduction&after=c"


async def turned_round(
    client: httpx.AsyncClient, by: dict[str, str], path: str, column: str
) -> list[dict[str, Any]]:
    """A list walked in pages of one, both ways: the same, turned round. Returns it rising."""
    walks: list[list[dict[str, Any]]] = []
    for sort in (column, f"-{column}"):
        walks.append([])
        url = f"{path}?limit=1&sort={sort}"
        while url:
            page = (await client.get(url, headers=by)).json()
            walks[-1] += page["items"]
            url = f"{path}?limit=1&sort={sort}&cursor={page['next']}" if page["next"] else ""
    assert walks[0] == walks[1][::-1]
    assert len(walks[0]) > 1
    return walks[0]


async def test_meetings_are_listed_by_their_start_too(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    synergy = (await across(office))[0]
    for days in (9, 5, 7):
        start = START + timedelta(days=days)
        times = {"starts_at": start, "ends_at": start + timedelta(hours=1)}
        body = meeting(synergy, **{name: at.isoformat() for name, at in times.items()})
        made = await client.post("/v1/meetings", headers=tokens.animator(CAUX), json=body)
        assert made.status_code == 201, made.text
    found = await turned_round(client, tokens.operator(), "/v1/meetings", "starts_at")
    assert [one["starts_at"] for one in found] == sorted(one["starts_at"] for one in found)
    await turned_round(client, tokens.operator(), "/v1/meetings", "updated_at")
    answer = await client.get("/v1/meetings?fields=place", headers=tokens.operator())
    assert set(answer.json()["items"][0]) == {"meeting_id", "place"}


async def test_a_meeting_invites_answers_and_counts(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    synergy, offer, need = await across(office)
    animator, body = tokens.animator(CAUX), meeting(synergy, territory=CAUX)
    key = {**tokens.operator(), "Idempotency-Key": "meeting-1"}
    planned = await client.post("/v1/meetings", headers=key, json=body)
    assert planned.status_code == 201
    again = await client.post("/v1/meetings", headers=key, json=body)
    assert (again.json(), again.headers["idempotent-replayed"]) == (planned.json(), "true")
    kept = await client.get(planned.headers["location"], headers=tokens.operator())
    assert kept.json()["meeting_id"] == planned.json()["meeting_id"]
    assert again.headers["location"] == planned.headers["location"]
    assert await office.send() == 2
    mail = next(m for m in office.sink.received() if m.ics and m.to == office.registry.email(need))
    assert "Société" not in f"{mail.html}{mail.text}".replace("Société CANARI2", "")
    event: Any = icalendar.Calendar.from_ical(mail.ics or "").walk("VEVENT")[0]
    assert event["UID"] == f"{planned.json()['meeting_id']}@boucle"
    assert str(event["ORGANIZER"]) == "mailto:boucle@boucle.example"
    assert str(event["ATTENDEE"]) == f"mailto:{mail.to}"
    assert event["DTSTART"].dt == START + timedelta(days=10)

    url = f"/v1/meetings/{planned.json()['meeting_id']}"
    own = (await client.get(url, headers=tokens.company(offer))).json()
    office.clock.advance(timedelta(minutes=1))
    path = link(mail, "m")
    before = await office.everything()
    for _ in range(2):
        page = await client.get(path)
    assert "Atelier vapeur" in page.text
    assert await office.everything() == before
    assert (await client.post(path, data={"answer": "perhaps"})).status_code == 422
    assert (await client.post(path, data={"answer": "yes"})).status_code == 303
    assert (await client.post(path, data={"answer": "yes"})).status_code == 303

    since = {"updated_after": office.clock().isoformat()}
    for company, shown in ((offer, 0), (need, 1)):  # who did not answer sees nothing move
        reader = tokens.company(company)
        items = (await client.get("/v1/meetings", params=since, headers=reader)).json()["items"]
        assert len(items) == shown
        table = await client.get("/v1/meetings", params={**since, "format": "csv"}, headers=reader)
        assert len(table.text.splitlines()) == shown + 1
    assert (await client.get(url, headers=tokens.company(offer))).json() == own
    attendees = (await client.get(url, headers=animator)).json()["attendees"]
    assert [one["organisation_id"] for one in attendees] == [str(offer), None]
    assert [one["answer"] for one in attendees] == [None, "yes"]
    attendance = {
        "attendance": [
            {"organisation_id": str(offer), "attended": False},
            {"attendee_id": attendees[1]["attendee_id"], "attended": True},
        ]
    }
    came = await client.post(f"{url}/attendance", headers=animator, json=attendance)
    assert [one["attended"] for one in came.json()["attendees"]] == [False, True]
    types = [one.type for one in await office.outbox("meeting")]
    assert types == [
        "meeting.planned.v1",
        "meeting.invited.v1",
        "meeting.invited.v1",
        "meeting.answered.v1",
        "meeting.attended.v1",
    ]
    rows = await office.rows("select payload from outbox where topic like '%meeting%'")
    assert all(b"Lillebonne" not in row["payload"] for row in rows)


async def test_a_meeting_is_seen_by_those_concerned(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    synergy, offer, _ = await across(office)
    planned = await client.post(
        "/v1/meetings", headers=tokens.animator(CAUX), json=meeting(synergy)
    )
    url = f"/v1/meetings/{planned.json()['meeting_id']}"
    own = (await client.get(url, headers=tokens.company(offer))).json()
    assert [one["organisation_id"] for one in own["attendees"]] == [str(offer)]
    for reader in (tokens.company(offer), tokens.animator(CAUX)):
        tag = (await client.get(url, headers=reader)).headers["etag"]
        known = {**reader, "If-None-Match": tag}
        assert (await client.get(url, headers=known)).status_code == 304
    for headers in (tokens.company(uuid4()), tokens.animator(HAVRE)):
        assert (await client.get(url, headers=headers)).status_code == 404
        body = {"attendance": [{"organisation_id": str(offer), "attended": True}]}
        answer = await client.post(f"{url}/attendance", headers=headers, json=body)
        assert answer.status_code in (403, 404)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends_at": START.isoformat()}, "body.ends_at"),
        ({"starts_at": "2020-01-01T00:00:00Z"}, "body.starts_at"),
        ({"starts_at": "2026-03-12T09:00:00"}, "body.starts_at"),
        ({"kind": "party"}, "body.kind"),
        ({"title": ""}, "body.title"),
        ({"title": "x" * 151}, "body.title"),
        ({"place": None}, "body.place"),
        ({"synergy_ids": ["x"]}, "body.synergy_ids[0]"),
        ({"synergy_ids": [str(uuid4())]}, "body.synergy_ids[0]"),
        ({"synergy_ids": []}, "body.synergy_ids"),
        ({"territory": "Caux"}, "body.territory"),
        ({"surprise": 1}, "body.surprise"),
    ],
)
async def test_a_bad_meeting_is_refused_field_by_field(
    office: Office,
    client: httpx.AsyncClient,
    tokens: Tokens,
    change: dict[str, Any],
    field: str,
) -> None:
    synergy, _, _ = await across(office)
    answer = await client.post(
        "/v1/meetings", headers=tokens.animator(CAUX), json=meeting(synergy, **change)
    )
    assert answer.status_code == 422
    assert field in {one["field"] for one in answer.json()["errors"]}
    assert await office.rows("select * from meeting") == []


async def test_an_animator_meets_in_its_own_territories(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    synergy, _, _ = await across(office)
    foreign = await client.post(
        "/v1/meetings", headers=tokens.animator("999999999"), json=meeting(synergy)
    )
    assert foreign.status_code == 422
    other = await client.post(
        "/v1/meetings", headers=tokens.animator(CAUX), json=meeting(synergy, territory=HAVRE)
    )
    assert other.status_code == 403
    which = await client.post(
        "/v1/meetings", headers=tokens.animator(CAUX, HAVRE), json=meeting(synergy)
    )
    assert which.json()["errors"][0]["field"] == "body.territory"
    company = await client.post("/v1/meetings", headers=tokens.company(uuid4()), json={})
    assert company.status_code == 403


async def test_only_companies_of_own_territories_are_invited_by_name(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    own, neighbour, unknown = uuid4(), uuid4(), uuid4()
    office.registry.add(own, territories=(CAUX, HAVRE))
    office.registry.add(neighbour, territories=(HAVRE,))

    async def plan(who: dict[str, str], *wanted: UUID) -> httpx.Response:
        body = meeting(organisations=[str(one) for one in wanted], territory=CAUX)
        return await client.post("/v1/meetings", headers=who, json=body)

    refused = await plan(tokens.animator(CAUX), own, neighbour, unknown)
    assert refused.status_code == 422
    wrong = {one["field"]: one["message"] for one in refused.json()["errors"]}
    assert wrong.keys() == {"body.organisations[1]", "body.organisations[2]"}
    assert len(set(wrong.values())) == 1, "nobody learns by it which organisations there are"
    assert await office.rows("select * from meeting") == []
    made = await plan(tokens.animator(CAUX), own)
    assert made.status_code == 201, made.text
    everybody = await plan(tokens.operator(), own, neighbour)
    assert [one["territory"] for one in everybody.json()["attendees"]] == [CAUX, HAVRE]


async def test_without_registry_nobody_is_invited_by_name(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    office.registry.down = True
    body = meeting(organisations=[str(uuid4())])
    answer = await client.post("/v1/meetings", headers=tokens.animator(CAUX), json=body)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert await office.rows("select * from meeting") == []


async def test_mails_of_a_sandbox_are_kept_and_read_instead_of_sent(
    office: Office, client: httpx.AsyncClient, tokens: Tokens
) -> None:
    sandbox, there = "000001008", "000001016"
    pair, real = (uuid4(), uuid4()), (uuid4(), uuid4())
    office.registry.add(*pair, *real)
    await office.hear(published(a_life(*pair, territories=(there, there))))
    await office.hear(published(a_life(*real)))
    assert await office.send() == 4
    assert {one.to for one in office.sink.received()} == set(map(office.registry.email, real))
    assert [one.type for one in await office.outbox()] == ["introduction.sent.v1"] * 2
    path = f"/v1/sandboxes/{sandbox}/mails"
    own = tokens.of(Principal("t", "tool", "t", territories=frozenset({sandbox, there})))
    mails = (await client.get(path, headers=own)).json()["items"]
    foreign = [
        (await client.get(path, headers=who)).status_code
        for who in (tokens.tool("t"), tokens.animator("000002008"), tokens.company())
    ]
    assert foreign == [404, 404, 403]
    assert sorted(one["to"].rpartition("<")[2] for one in mails) == sorted(
        f"{office.registry.email(company)}>" for company in pair
    )
    assert {one["step"] for one in mails} == {"introduction"}
    assert all("/r/" in one["text"] and one["subject"] and "<" in one["html"] for one in mails)
