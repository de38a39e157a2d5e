"""The story that the pictures are taken of."""

from __future__ import annotations

from datetime import timedelta
from json import dumps
from uuid import UUID

from boucle.matching.lives.commands import Run
from boucle.notifications.mails.plan import PASSING_ON
from tests.integration.notifications.leaving import leaves
from tests.integration.notifications.support import link
from tests.screenshots.gallery import Scene
from tests.screenshots.groups import grouped
from tests.screenshots.stage import CARDBOARD, PALLETS, RUBBLE, STEAM, Stage, offers_to_one, stage


async def scenes() -> list[Scene]:
    async with stage() as on:
        await _agreed(on)
        await _turned_down(on)
        await _met(on)
        await _reminded(on)
        await _chosen(on)
        await _legal(on)
        await grouped(on)
        return on.scenes


async def _agreed(on: Stage) -> None:
    """From the first look to the names."""
    life = await on.introduce(RUBBLE)
    offer, need = (party.side.organisation_id for party in life.parties)
    first, second = (on.mail_to(one, "introduction") for one in (offer, need))
    on.picture_mail("introduction", "Introduction", first)
    on.picture_mail("introduction-need", "Introduction, to the other side", second)
    here, there = link(first, "r"), link(second, "r")
    await on.picture_page("first-look", "First look", here)
    await on.picture_page("error-none", "Error: no answer chosen", here, answer="?")
    await on.picture_page(
        "error-date",
        "Error: a date that is past",
        here,
        answer="already_done",
        contract_until="2020-01-01",
    )
    await on.picture_page(
        "error-reason",
        "Error: refused without a reason",
        here,
        answer="refused",
        comment="Nos gravats contiennent du plâtre.",
    )
    await on.picture_page("answered", "Answered: interested", here, answer="interested")
    await on.client.post(there, data={"answer": "interested", "consent": "yes"})
    await on.settle()
    on.picture_mail("consent", "Consent asked", on.mail_to(offer, "consent_request"))
    await on.picture_page("other-interested", "The other is interested too", here)
    await on.client.post(here, data={"answer": "interested", "consent": "yes"})
    await on.settle()
    on.picture_mail("disclosure", "Names exchanged", on.mail_to(offer, "disclosure"))
    await on.picture_page("disclosed", "Names exchanged", here)
    started = Run(None, on.office.clock().date())
    await on.office.hear(*on.lives.moved(life.synergy_id, [started], "animator", on.office.clock()))
    await on.picture_page("over", "Over: it runs", here)
    await leaves(on.office, need)
    on.office.clock.advance(PASSING_ON)
    await on.settle()
    on.picture_mail("contact-left", "Whom one knew has left", on.mail_to(offer, "contact_left"))


async def _turned_down(on: Stage) -> None:
    life = await on.introduce(PALLETS)
    offer, need = (party.side.organisation_id for party in life.parties)
    here, there = (link(on.mail_to(one, "introduction"), "r") for one in (offer, need))
    await on.picture_page(
        "refused",
        "Refused",
        here,
        answer="refused",
        reason="price",
        comment="Le transport coûte trop cher.",
    )
    await on.settle()
    await on.picture_page("declined", "Over: the other company declines", there)
    life = await on.introduce(CARDBOARD)
    other = link(on.mail_to(life.parties[1].side.organisation_id, "introduction"), "r")
    await on.picture_page(
        "error-person",
        "Error: no address of the right person",
        other,
        answer="not_me",
        name="Julie Martin",
        email="julie",
    )
    await on.picture_page(
        "passed-on",
        "Passed on to the right person",
        other,
        answer="not_me",
        name="Julie Martin",
        email="julie@cartonnages-aubert.example",
    )
    there = link(on.mail_to(life.parties[0].side.organisation_id, "introduction"), "r")
    await on.picture_page(
        "already-done", "Already done", there, answer="already_done", contract_until="2027-12-31"
    )
    await on.picture_page("wrong-link", "A link that does not work", f"{here[:-4]}AAAA")


async def _met(on: Stage) -> None:
    """A meeting that is moved; one that is cancelled; a week after."""
    life = await on.introduce(STEAM)
    side = life.parties[0].side
    meeting = await _planned(on, side.territory, life.synergy_id)
    invitation = on.mail_to(side.organisation_id, "meeting")
    on.picture_mail("meeting", "Invitation", invitation)
    page = link(invitation, "m")
    await on.picture_page("meeting", "A meeting", page)
    start = on.office.clock() + timedelta(days=12)
    times = {"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=2)).isoformat()}
    patch = {**on.tokens.animator(side.territory), "Content-Type": "application/merge-patch+json"}
    moved = await on.client.patch(f"/v1/meetings/{meeting}", headers=patch, content=dumps(times))
    assert moved.status_code == 200, moved.text
    await on.settle()
    update = on.mail_to(side.organisation_id, "meeting_update")
    on.picture_mail("meeting-moved", "Invitation, moved", update)
    await on.picture_page("meeting-answered", "A meeting, answered", page, answer="yes")
    on.office.clock.advance(timedelta(days=20))
    await on.settle()
    after = on.mail_to(side.organisation_id, "follow_up")
    on.picture_mail("follow-up", "A week after a meeting", after)
    await on.picture_page("meeting-over", "A meeting that is over", page)
    other = await _planned(on, side.territory, life.synergy_id)
    away = f"/v1/meetings/{other}/cancellation"
    animator = on.tokens.animator(side.territory)
    await on.client.post(away, headers=animator, json={"reason": "La salle n'est plus libre."})
    await on.settle()
    cancelled = on.mail_to(side.organisation_id, "meeting_cancel")
    on.picture_mail("meeting-cancelled", "A meeting cancelled", cancelled)
    last = on.mail_to(side.organisation_id, "meeting")
    await on.picture_page("meeting-cancelled", "A meeting that was cancelled", link(last, "m"))


async def _planned(on: Stage, territory: str, synergy: UUID) -> str:
    start = on.office.clock() + timedelta(days=10)
    body = {
        "kind": "workshop",
        "title": "Atelier vapeur : qui donne, qui prend ?",
        "place": "Maison des entreprises",
        "street": "12 quai des Industries, 76170 Lillebonne",
        "agenda": "1. Tour de table\n2. Besoins et surplus de vapeur\n3. Suites à donner",
        "host": {"name": "Maud Quai", "phone": "02 35 00 11 22"},
        "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(hours=2)).isoformat(),
        "synergy_ids": [str(synergy)],
    }
    animator = on.tokens.animator(territory)
    planned = await on.client.post("/v1/meetings", headers=animator, json=body)
    assert planned.status_code == 201, planned.text
    await on.settle()
    return str(planned.json()["meeting_id"])


async def _reminded(on: Stage) -> None:
    """A company with several offers in a day gets a digest; who says nothing is reminded, and its
    animator hears of it."""
    on.office.clock.advance(timedelta(days=100))  # those of the stories before have rested
    for match in offers_to_one(on.matched):
        await on.begin(match)
    for kind, days, title in (
        ("digest", 1, "Digest"),
        ("reminder", 7, "Reminder, after a week"),
        ("last_reminder", 14, "Last reminder, after three weeks"),
        ("handover", 7, "To the animator: whom to call"),
    ):
        on.office.clock.advance(timedelta(days=days))
        await on.settle()
        on.picture_mail(kind, title, on.last(kind))


async def _chosen(on: Stage) -> None:
    """What a person may choose of its mails."""
    mail = on.mails[0][1]
    page = link(mail, "p")
    await on.picture_page("preferences", "Settings of mails", page)
    await on.picture_page(
        "preferences-error",
        "Settings, error: hours that can't be",
        page,
        do="save",
        rhythm="daily",
        quiet_from="8",
        quiet_to="8",
    )
    away = link(mail, "stop")
    await on.picture_page("stop", "Unsubscribing", away)
    await on.picture_page("paused", "Paused", away, pause="14")
    await on.picture_page("stopped", "Unsubscribed", away, stop="yes")


async def _legal(on: Stage) -> None:
    siren = on.matched.companies[0].territory
    for name, title in (
        ("confidentialite", "Privacy"),
        ("mentions-legales", "Legal notice"),
        ("accessibilite", "Accessibility"),
    ):
        await on.picture_page(name, title, f"/{name}/{siren}")
