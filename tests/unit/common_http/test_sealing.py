"""What is sealed at rest: opened by its own key, of its own purpose, unchanged."""

import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwe
from joserfc.jwk import OctKey

from boucle.platform.sealing import Keyring, Unreadable

OLD, NEW, OTHER = b"o" * 32, b"n" * 32, b"x" * 32


@given(st.text())
def test_a_new_key_seals_and_the_older_ones_open(text: str) -> None:
    before, after = Keyring(b"a", OLD), Keyring(b"a", NEW, OLD)
    sealed = before.sealed(text)
    assert after.opened(sealed) == text
    assert before.is_newest(sealed)
    assert not after.is_newest(sealed)
    fresh = after.sealed(text)
    assert after.is_newest(fresh)
    assert Keyring(b"a", NEW).opened(fresh) == text
    assert not before.opens(fresh)


def test_nobody_else_opens_it() -> None:
    sealed = Keyring(b"a", NEW, OLD).sealed("secret")
    assert b"secret" not in sealed
    for other in (Keyring(b"a", OTHER), Keyring(b"a", OLD), Keyring(b"b", NEW, OLD)):
        with pytest.raises(Unreadable):
            other.opened(sealed)


@given(place=st.integers(0, 999), byte=st.sampled_from(b"Q7-.~\x00\xff"))
def test_what_was_changed_is_not_opened(place: int, byte: int) -> None:
    ring = Keyring(b"a", NEW)
    sealed = ring.sealed("secret")  # other bytes each time: nothing is drawn from them
    place %= len(sealed)
    byte = ord("8") if byte == sealed[place] else byte
    changed = sealed[:place] + bytes([byte]) + sealed[place + 1 :]
    try:
        assert ring.opened(changed) == "secret"  # base64: a last digit may have idle bits
        assert sealed[place + 1 : place + 2] in (b"", b".")
    except Unreadable:
        pass


@pytest.mark.parametrize("sealed", [b"", b"....", b"{}", b"\xff" * 40, b"a.b.c.d.e"])
def test_anything_else_is_unreadable(sealed: bytes) -> None:
    with pytest.raises(Unreadable):
        Keyring(b"a", NEW).opened(sealed)


def test_what_was_sealed_before_keys_had_ids_is_opened() -> None:
    """As releases before sealed what webhooks keep: no ``kid`` in the header."""
    key = OctKey.import_key(hmac.digest(OLD, b"webhooks\0sealed at rest", "sha256"))
    sealed = jwe.encrypt_compact({"alg": "dir", "enc": "A256GCM"}, b"whsec_x", key).encode()
    assert Keyring(b"webhooks\0sealed at rest", NEW, OLD).opened(sealed) == "whsec_x"
