"""Which key signs, and which go: no token that was given is refused before its end."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from joserfc.jwk import OKPKey

from boucle.platform.identity import TokenIssuer, new_signing_key
from boucle.registry.identity.signing_keys import (
    KEPT_FOR,
    LOOKED_FOR_EVERY,
    SIGNS_AFTER,
    SigningKey,
    outlived,
    which_signs,
)

BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
KEY = new_signing_key()
LIFETIME = TokenIssuer(KEY, clock=lambda: BEGIN).lifetime


def made_at(*seconds: int, key: OKPKey = KEY) -> list[SigningKey]:
    """Newest first."""
    moments = sorted((BEGIN + timedelta(seconds=one) for one in seconds), reverse=True)
    return [SigningKey(key, moment) for moment in moments]


def at(seconds: int) -> datetime:
    return BEGIN + timedelta(seconds=seconds)


def test_a_first_key_signs_at_once_and_none_signs_where_none_is() -> None:
    assert which_signs([], BEGIN) is None
    first, *_ = keys = made_at(0)
    assert which_signs(keys, BEGIN) is first


def test_a_new_key_waits_until_every_verifier_could_have_fetched_it() -> None:
    new, old = keys = made_at(0, 1000)
    assert which_signs(keys, at(1000) + SIGNS_AFTER - timedelta(seconds=1)) is old
    assert which_signs(keys, at(1000) + SIGNS_AFTER) is new
    assert timedelta(minutes=1) > SIGNS_AFTER + LOOKED_FOR_EVERY


def test_a_key_goes_an_hour_after_another_took_over() -> None:
    _new, old = keys = made_at(0, 1000)
    assert list(outlived(keys, at(1000) + KEPT_FOR - timedelta(seconds=1))) == []
    assert list(outlived(keys, at(1000) + KEPT_FOR)) == [old]
    assert list(outlived(made_at(0), at(10**9))) == []


@given(
    st.lists(st.integers(0, 20_000), min_size=1, max_size=12, unique=True), st.integers(0, 20_000)
)
def test_a_token_is_good_to_its_end_whatever_keys_are_made_meanwhile(
    seconds: Sequence[int], when: int
) -> None:
    """Who signs may have looked ten seconds ago; what was outlived then is gone."""
    then = [one for one in made_at(*seconds) if one.created_at <= at(when)]
    signs = which_signs(then, at(when))
    if signs is None:
        return
    end = at(when) + LOOKED_FOR_EVERY + LIFETIME
    present = [one for one in made_at(*seconds) if one.created_at <= end]
    assert signs.created_at not in [one.created_at for one in outlived(present, end)]
