"""Ids, bodies, signatures, secrets at rest."""

from dataclasses import replace
from datetime import UTC, datetime
from os import urandom
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook, WebhookVerificationError

from boucle.notifications.subscriptions.feeds.decisions import FeedEntry
from boucle.notifications.subscriptions.sealing import Sealer, Unreadable
from boucle.notifications.subscriptions.webhooks.messages import message_name, message_of, of_change
from boucle.notifications.subscriptions.webhooks.signing import headers, new_secret

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
THING = UUID(int=7)
ENTRIES = st.builds(
    FeedEntry,
    number=st.integers(1, 10**9),
    at=st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    type=st.just("flow"),
    subject=st.just(THING),
    version=st.integers(1, 50),
    what=st.sampled_from(["declared", "revised", "withdrawn"]),
)


@given(ENTRIES, ENTRIES, st.uuids(), st.uuids())
def test_one_id_never_has_two_bodies(
    one: FeedEntry, other: FeedEntry, here: UUID, there: UUID
) -> None:
    made = [of_change(webhook, entry) for webhook in (here, there) for entry in (one, other)]
    bodies: dict[UUID, set[bytes]] = {}
    for each in made:
        bodies.setdefault(each.message_id, set()).add(each.body)
    assert all(len(found) == 1 for found in bodies.values())
    if here != there:
        assert not {each.message_id for each in made[:2]} & {each.message_id for each in made[2:]}


@given(ENTRIES, st.integers(1, 10**9))
def test_the_same_change_is_the_same_message_wherever_it_stands(
    entry: FeedEntry, number: int
) -> None:
    moved = replace(entry, number=number)
    here, there = of_change(THING, entry), of_change(THING, moved)
    assert (here.message_id, here.body) == (there.message_id, there.body)
    assert message_of(message_name(here.message_id)) == here.message_id


def test_a_message_is_signed_with_each_secret() -> None:
    now, secrets = datetime.now(UTC), [new_secret(urandom) for _ in range(2)]
    sent = headers(secrets, THING, b'{"a": 1}', now, "agent")
    for secret in secrets:
        assert Webhook(secret).verify(b'{"a": 1}', sent) == {"a": 1}
    with pytest.raises(WebhookVerificationError):
        Webhook(secrets[0]).verify(b'{"a": 2}', sent)
    with pytest.raises(WebhookVerificationError):
        Webhook(new_secret(bytes)).verify(b'{"a": 1}', sent)


def test_what_is_sealed_opens_under_its_own_key_only() -> None:
    sealed = Sealer(b"k" * 32).sealed("whsec_x")
    assert b"whsec_x" not in sealed
    assert Sealer(b"k" * 32).opened(sealed) == "whsec_x"
    with pytest.raises(Unreadable):
        Sealer(b"l" * 32).opened(sealed)
