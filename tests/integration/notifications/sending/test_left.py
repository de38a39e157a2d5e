"""Who reads a mail with names is asked right before it leaves."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from tests.integration.notifications.support import Office, a_life, answered, published, two

NEW = "nadia@nouvelle.example"


def replace(office: Office, company: UUID) -> str:
    """Another person is the contact from now on; return the address of the former one."""
    [former] = office.registry.companies[company]["contacts"]
    after = {**former, "contact_id": str(uuid4()), "email": NEW, "name": "Nadia Nouvelle"}
    office.registry.companies[company]["contacts"] = [after]
    return str(former["email"])


async def agreed(office: Office) -> tuple[UUID, UUID]:
    """Introduced, then both consented: the mails with the names are due. What registry said is in
    memory still."""
    pair = two(office)
    life = a_life(*pair)
    await office.hear(published(life))
    assert await office.send() == 2
    await office.hear(published(answered(life, "consented", "consented"), "answered", 2))
    return pair


def with_names(office: Office) -> dict[str, str]:
    """The mails with the names, by address."""
    sent = office.sink.received()[2:]
    return {one.to: one.text or "" for one in sent}


async def test_names_reach_no_contact_who_left(office: Office) -> None:
    """What registry said of him a moment ago is in memory."""
    leaving, other = await agreed(office)
    former = replace(office, leaving)
    await office.send()
    sent = with_names(office)
    assert set(sent) == {NEW, office.registry.email(other)}
    assert "CANARI2" in sent[NEW], "the new contact reads whom to call"
    assert NEW in sent[office.registry.email(other)]
    assert former not in sent[office.registry.email(other)]


async def test_names_reach_no_contact_who_left_since_the_mail_was_taken(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both mails are taken at once; the second one's reader leaves while the first is sent."""
    pair, former, send = await agreed(office), list[str](), office.sender.post.send

    async def then_leaves(to: str, content: bytes, first: Callable[[], Awaitable[None]]) -> None:
        await send(to, content, first)
        if not former:
            [second] = [one for one in pair if office.registry.email(one) != to]
            former.append(replace(office, second))

    monkeypatch.setattr(office.sender.post, "send", then_leaves)
    for _ in range(2):  # what was put back is due at once
        await office.send()
    sent = with_names(office)
    assert len(sent) == 2
    assert NEW in sent
    assert former[0] not in sent


async def test_names_wait_while_registry_is_away(office: Office) -> None:
    await agreed(office)
    office.registry.down = True
    assert await office.send() == 0
    waiting = await office.rows("select state, reason from mail where step = 'disclosure'")
    assert waiting == [{"state": "due", "reason": "registry_away"}] * 2
    office.registry.down = False
    office.clock.advance(timedelta(seconds=5))
    assert await office.send() == 2
