"""The story of groups that the pictures are taken of: one of each kind, and what becomes of it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from msgspec.structs import replace

from boucle.contract.events.matching import Life, Side
from boucle.matching.lives.commands import Leave, Lose, NameCarrier, Run, Weigh
from tests.integration.notifications.support import link
from tests.screenshots.stage import Stage

_YES = {"answer": "interested", "consent": "yes"}
_KINDS = (
    ("freight", "Introduction of a shared lorry"),
    ("rainwater", "Introduction of rainwater, to whose roof it is"),
    ("childcare", "Introduction of a nursery, nothing figured yet"),
    ("post", "Introduction of a shared post"),
)


async def grouped(on: Stage) -> None:
    await _collected(on)
    await _shared(on)
    for name, title in _KINDS:
        life = await on.group(name)
        mail = on.mail_to(_members(life)[0], "introduction")
        on.picture_mail(f"group-{name}", title, mail)


def _members(life: Life) -> list[UUID]:
    return [party.side.organisation_id for party in life.parties]


async def _collected(on: Stage) -> None:
    """A common collection: one refuses, the others go on, a carrier is named, a meeting is made."""
    life = await on.group("waste")
    members = _members(life)
    first, *_, last = members
    pages = {one: link(on.mail_to(one, "introduction"), "r") for one in members}
    on.picture_mail(
        "group-waste", "Introduction of a common collection", on.mail_to(first, "introduction")
    )
    await on.picture_page("group-first-look", "A group, first look", pages[first])
    await on.client.post(pages[first], data={"answer": "interested"})
    await on.settle()
    await on.picture_page("group-answered", "A group, answered", pages[first])
    await on.picture_page(
        "group-refused", "A group, refused", pages[last], answer="refused", reason="timing"
    )
    await on.settle()
    for one in members[1:-1]:
        await on.client.post(pages[one], data=_YES)
    await on.settle()
    on.picture_mail(
        "group-consent", "Consent asked, in a group", on.mail_to(first, "consent_request")
    )
    await on.picture_page(
        "group-interested", "A group, the others are interested too", pages[first]
    )
    await on.client.post(pages[first], data=_YES)
    await on.settle()
    names = on.mail_to(members[1], "disclosure")
    on.picture_mail("group-disclosure", "Names exchanged in a group", names)
    carrier = next(one for one in on.matched.companies if one.id not in members)
    on.office.registry.companies[carrier.id]["name"] = "Collectes Normandes"
    side = Side("member", carrier.id, carrier.territory)
    await on.moves(life.synergy_id, "animator", NameCarrier(side))
    on.picture_mail("group-carrier", "Who would serve a group", on.mail_to(first, "carrier_named"))
    await on.picture_page("group-disclosed", "A group, names exchanged", pages[first])
    await _met(on, life)
    await _fragile(on, life, first)
    leaving = Leave(members[-2], "timing", on.office.clock())
    await on.moves(life.synergy_id, "animator", Run(None, on.office.clock().date()))
    await on.moves(life.synergy_id, "party", leaving)
    on.picture_mail("group-left", "One left, the group goes on", on.mail_to(first, "member_left"))


async def _met(on: Stage, life: Life) -> None:
    """Those who go on are invited."""
    territory = life.parties[0].side.territory
    start = on.office.clock() + timedelta(days=9)
    body = {
        "kind": "collective_operation",
        "title": "Choisir ensemble qui collecte nos cartons",
        "place": "Maison des entreprises",
        "street": "12 quai des Industries, 76170 Lillebonne",
        "agenda": "1. Ce que chacun confie\n2. Jours et accès\n3. Choix du prestataire",
        "host": {"name": "Maud Quai", "phone": "02 35 00 11 22"},
        "starts_at": start.isoformat(),
        "ends_at": (start + timedelta(hours=2)).isoformat(),
        "synergy_ids": [str(life.synergy_id)],
    }
    animator = on.tokens.animator(territory)
    planned = await on.client.post("/v1/meetings", headers=animator, json=body)
    assert planned.status_code == 201, planned.text
    await on.settle()
    invitation = on.mail_to(_members(life)[0], "meeting")
    on.picture_mail("group-meeting", "Invitation of a group", invitation)


async def _fragile(on: Stage, life: Life, reader: UUID) -> None:
    group = on.life(life.synergy_id).group
    assert group is not None
    stay = {party.side.sharing_id for party in life.parties[:-1]}
    now = replace(
        group,
        state="at_risk",
        reasons=("contract_renewed",),
        members=tuple(one for one in group.members if one.sharing_id in stay),
    )
    await on.moves(life.synergy_id, "engine", Weigh(now))
    on.picture_mail("group-risk", "A group at risk", on.mail_to(reader, "at_risk"))


async def _shared(on: Stage) -> None:
    """Equipment: its owner and who would use it; then it is over."""
    life = await on.group("equipment")
    owner, user, _ = _members(life)
    on.picture_mail("group-owner", "Introduction, to an owner", on.mail_to(owner, "introduction"))
    on.picture_mail("group-user", "Introduction, to a user", on.mail_to(user, "introduction"))
    page = link(on.mail_to(owner, "introduction"), "r")
    await on.client.post(page, data=_YES)
    await on.settle()
    group = on.life(life.synergy_id).group
    assert group is not None
    lost = replace(group, state="lost", reasons=("volume_fell",))
    await on.moves(life.synergy_id, "engine", Lose(lost))
    on.picture_mail("group-over", "A group is over", on.mail_to(owner, "group_over"))
    await on.picture_page("group-over", "A group that is over", page)
