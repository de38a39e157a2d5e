"""``If-Match``, ``If-None-Match``: what is done, what is refused, and what would be right."""

from collections.abc import Callable

import pytest

from boucle.platform.conditions import Condition, etag, names
from boucle.platform.errors import DomainError, Invalid, NoCondition, Stale
from boucle.platform.http.versions import condition_of


def _refusal(call: Callable[[], object]) -> DomainError:
    with pytest.raises(DomainError) as caught:
        call()
    return caught.value


@pytest.mark.parametrize(
    ("if_match", "version", "present", "holds"),
    [
        ('"3"', 3, True, True),
        ('"3"', 3, False, True),  # withdrawn, and the caller has read that
        ('"2"', 3, True, False),
        ('"2", "3"', 3, True, True),
        ('W/"3"', 3, True, True),  # as a proxy made it
        ('"3-gzip"', 3, True, True),
        ('"3-other"', 3, True, False),
        ('"33"', 3, True, False),
        ("*", 3, True, True),
        ("*", 3, False, False),
        ("*", None, False, False),
        ('"0"', None, False, False),
    ],
)
def test_if_match(if_match: str, version: int | None, present: bool, holds: bool) -> None:
    condition = Condition(if_match)
    if holds:
        condition.ensure(version, present=present)
        return
    refused = _refusal(lambda: condition.ensure(version, present=present))
    assert isinstance(refused, Stale)
    [error] = refused.errors
    assert (error.field, error.value) == ("header.if-match", if_match)
    assert if_match in str(refused.detail)
    if version is not None and present:
        assert etag(version) in str(refused.detail)


@pytest.mark.parametrize(
    ("header", "version", "present", "holds"),
    [
        ("*", None, False, True),
        ("*", 3, False, True),  # withdrawn: a PUT declares it again
        ("*", 3, True, False),
        ('"2"', 3, True, True),
        ('"3"', 3, True, False),
    ],
)
def test_if_none_match(header: str, version: int | None, present: bool, holds: bool) -> None:
    condition = Condition(None, header)
    if holds:
        condition.ensure(version, present=present)
        return
    refused = _refusal(lambda: condition.ensure(version, present=present))
    assert isinstance(refused, Stale)
    assert refused.errors[0].field == "header.if-none-match"


def test_what_asks_for_a_condition_takes_either() -> None:
    for given in (Condition('"1"'), Condition(None, "*")):
        given.require()
    refused = _refusal(Condition().require)
    assert isinstance(refused, NoCondition)
    assert "If-Match" in str(refused.detail)
    assert "\n" not in str(refused.detail)


@pytest.mark.parametrize("header", ["3", '"3', "", '"1" "2"', "W/3", "*, *"])
def test_what_is_no_tag_is_told(header: str) -> None:
    refused = _refusal(lambda: condition_of(header))
    assert isinstance(refused, Invalid)
    [error] = refused.errors
    assert error.field == "header.if-match"
    assert '"3"' in error.expected


def test_tags_are_read_out_of_lists() -> None:
    assert names('"1", W/"2" ,"3-zstd"', etag(3))
    assert not names('"1", W/"2"', etag(3))
