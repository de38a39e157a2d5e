"""What a newcomer sees after ``make demo``."""

from __future__ import annotations

import asyncio
import re
from decimal import Decimal
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import msgspec
import pytest

from boucle.contract.events.matching import Life
from boucle.demo.cases import cases
from tests.kit.mails import Known, Received, Seen, findings
from tests.kit.mails.of_life import Matter, matter
from tests.system.conftest import Played, every

ROWS = """
select mail.*, introduction.automatic, life.body, meeting.territory
from mail left join introduction using (introduction_id) left join life using (synergy_id)
left join meeting using (meeting_id)
"""
NOTHING = re.compile(
    r"(pas|aucune)\s+(d'|de )?(économie|gain)|rien à (y )?gagner|no (sure )?(saving|gain)"
    r"|nothing to gain",
    re.IGNORECASE,
)
LOOPBACK = {"127.0.0.1", "::1", "::ffff:127.0.0.1"}


def test_every_real_exchange_is_found_and_no_decoy(played: Played) -> None:
    for exchange in (*(f"S0{n}" for n in range(1, 8)), "S10", "S14", "S18", "S19", "S21"):
        assert exchange in played.output
    assert "no decoy in any" in " ".join(played.output.split())
    assert "assumed for the demo" in played.output
    assert "made-up companies" in played.output
    assert "Time of each step" in played.output


def test_every_real_case_of_several_companies_is_found_and_no_other_group(played: Played) -> None:
    words = " ".join(played.output.split())
    for case in cases().cases:
        assert case.id in played.output
        assert case.what.split()[0] in words
    for refusal in cases().refusals:
        assert refusal.why.split(":")[0].split()[0] in words
    assert "found with its members, and no other group" in words


def test_the_group_that_crossed_its_threshold_runs_and_is_in_its_territorys_figures(
    played: Played,
) -> None:
    words = " ".join(played.output.split())
    assert "4 of 5 (near) becomes members 5 of 5 (viable)" in words
    with played.client("animator") as animator:
        (running,) = every(animator, "/v1/synergies?kind=pooling&state=running")
        assert len(running["sides"]) == len(cases().cases[0].members)
        assert {side["standing"] for side in running["sides"]} == {"consented"}
        code = running["group"]["territory"]
        report = animator.get(f"/v1/territories/{code}/indicators").json()["figures"]
    figures = {one["key"]: one for one in report}
    assert figures["running_tonnes_pooling"]["low"] == "150"
    assert figures["groups_pooling_running"]["value"] == "1"
    assert figures["running_eur_pooling"]["missing"] == []


def test_a_commune_is_place_enough_and_marseille_is_doubted(played: Played) -> None:
    with played.client("tool") as tool:
        (found,) = tool.get("/v1/communes?q=lillebonne").raise_for_status().json()["items"]
        body = {"organisation": "tereos", "name": "Essai", "commune_code": found["code"]}
        placed = tool.put("/v1/sources/demo-tool/sites/essai", json=body).raise_for_status().json()
        assert placed["latitude"] == found["latitude"]
        assert placed["warnings"] == []
        far = {**body, "latitude": 43.30, "longitude": 5.37, "commune_code": None}
        moved = tool.put("/v1/sources/demo-tool/sites/essai", json=far).raise_for_status().json()
        assert [one["field"] for one in moved["warnings"]] == ["body.latitude"]
        tool.delete("/v1/sources/demo-tool/sites/essai").raise_for_status()


def test_its_meeting_and_its_contacts_say_all_that_they_can(played: Played) -> None:
    with played.client("animator") as animator:
        (meeting,) = every(animator, "/v1/meetings")
        assert all(meeting[name] for name in ("place", "street", "agenda", "host"))
        company = next(every(animator, "/v1/organisations"))
        contacts = animator.get(f"/v1/organisations/{company['organisation_id']}/contacts")
        assert all(one["phone"] for one in contacts.raise_for_status().json()["items"])


def test_every_part_runs_and_listens_on_loopback_only(played: Played) -> None:
    parts = played.status["parts"]
    assert {part["state"] for part in parts} == {"running"}
    assert all("127.0.0.1" in part["address"] for part in parts)
    for process in (part.process.find() for part in played.system.parts()):
        assert process is not None
        listening = [c for c in process.net_connections() if c.status == "LISTEN"]
        assert {c.laddr.ip for c in listening} <= LOOPBACK, process.cmdline()[:4]


@pytest.mark.parametrize("principal", ["operator", "animator", "tool", "company"])
def test_a_token_for_each_demo_principal_opens_what_is_its_own(
    played: Played, principal: str
) -> None:
    printed = played.command("token", principal)
    assert printed.returncode == 0, printed.stderr
    headers = {"Authorization": f"Bearer {printed.stdout.strip()}"}
    answer = httpx.get(f"{played.entry}/v1/synergies?limit=5", headers=headers, timeout=30)
    assert answer.status_code == 200
    assert answer.json()["items"]


def test_a_second_up_finds_what_runs(played: Played) -> None:
    before = {part["name"]: part["pid"] for part in played.status["parts"]}
    again = played.command("up")
    assert again.returncode == 0
    assert {p.name: p.pid for p in played.system.status()} == before


def test_nothing_answers_without_a_principal_but_what_must(played: Played) -> None:
    opened = {"/healthz", "/.well-known/jwks.json", "/openapi.json", "/asyncapi.json"}
    opened |= {"/", "/docs", "/docs/api", "/docs/events", "/docs/webhooks"}
    closed = {
        *("/v1/territories", "/v1/organisations", "/v1/sites", "/v1/flows", "/v1/synergies"),
        *("/v1/introductions", "/v1/meetings", "/v1/principals", "/v1/duplicates"),
        *("/v1/territories/200010700/indicators", "/v1/sources/demo-tool/flows/sevede_vapeur"),
    }
    hidden = {"/metrics", "/internal/directory", "/internal/inbound-mail", "/readyz"}
    with httpx.Client(base_url=played.entry, timeout=10) as client:
        for path in opened:
            assert client.get(path).status_code == 200, path
        for path in closed:
            assert client.get(path).status_code == 401, path
        for path in hidden:
            assert client.get(path).status_code == 404, path


def test_every_mail_of_the_demo_holds_the_rules(played: Played) -> None:
    """But those of what a sandbox does not keep: headers, calendars, threads."""
    mails = played.messages()
    rows = asyncio.run(rows_of_mails(played))
    with played.client("operator") as client:
        companies = {one["organisation_id"]: one for one in every(client, "/v1/organisations")}
        territories = {one["siren"]: one for one in every(client, "/v1/territories")}
    seen = [
        Seen(
            Received.shown({"Subject": one["subject"], "To": one["to"]}, one["text"], one["html"]),
            known(one, rows[one["mail_id"]], companies, territories),
        )
        for one in mails
    ]
    assert {one.known.kind for one in seen} >= {"introduction", "disclosure", "meeting"}
    found = list(findings(seen, but=("headers", "calendar", "copies", "threads")))
    assert found == [], "\n".join(found)


def test_no_introduction_is_of_a_loss_or_says_that_there_is_nothing_to_gain(
    played: Played,
) -> None:
    rows = asyncio.run(rows_of_mails(played))
    told = [one for one in played.messages() if rows[one["mail_id"]]["body"]]
    assert {one["step"] for one in told} >= {"introduction", "disclosure"}
    for mail in told:
        life = msgspec.json.decode(rows[mail["mail_id"]]["body"], type=Life)
        group = life.group_now or life.group
        shares = [one.saving for one in (group.members if group else ()) if one.saving]
        assert life.eur is None or not life.eur.is_loss, mail["subject"]
        assert all(Decimal(share) >= 0 for share in shares), mail["subject"]
        assert not NOTHING.search("\n".join((mail["subject"], mail["text"], mail["html"])))


def known(
    mail: dict[str, Any],
    row: asyncpg.Record,
    companies: dict[str, dict[str, Any]],
    territories: dict[str, dict[str, Any]],
) -> Known:
    company = mail["organisation_id"]
    life = msgspec.json.decode(row["body"], type=Life) if row["body"] else None
    told = matter(life, UUID(company), mail["step"]) if life else Matter(None, None)
    territory = territories[row["territory"] or companies[company]["territory"]]
    parent = territories.get(territory["parent"] or "", {})
    controller = territory["controller"] or parent.get("controller")
    return Known(
        kind=mail["step"],
        matters=frozenset({row["introduction_id"] or row["meeting_id"]}),
        territory=territory["name"],
        animator=territory["animator"],
        controller=controller["name"] if controller else None,
        own=told.own,
        gain=told.gain,
        called=not row["automatic"],
        at=row["sent_at"],
    )


async def rows_of_mails(played: Played) -> dict[str, asyncpg.Record]:
    connection = await asyncpg.connect(played.system.database_url("notifications"))
    try:
        rows = await connection.fetch(ROWS)
    finally:
        await connection.close()
    return {str(row["mail_id"]): row for row in rows}
