"""Where a page leads after signing in, whose forms are taken, how a browser is named."""

from __future__ import annotations

import pytest
from fastapi import Request
from hypothesis import given
from hypothesis import strategies as st

from boucle.portal.pages import START, is_from_here, local
from boucle.portal.signing_in.browsers import browser_name


def _request(**headers: str) -> Request:
    fields = {"host": "boucle.example", **{k.replace("_", "-"): v for k, v in headers.items()}}
    raw = [(name.encode(), value.encode()) for name, value in fields.items()]
    return Request({"type": "http", "method": "POST", "path": "/", "headers": raw})


@pytest.mark.parametrize("path", ["/synergies?etape=en-cours", "/entreprises", "/"])
def test_a_page_of_ours_is_gone_back_to(path: str) -> None:
    assert local(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "evil",
        "",
        None,
        "/a\nb",
        "/\t/e",
    ],
)
def test_no_other_place_is_led_to(path: str | None) -> None:
    assert local(path) == START


@given(st.text(max_size=30))
def test_whatever_is_asked_stays_here(path: str) -> None:
    assert local(path).startswith("/")
    assert local(path)[1:2] not in ("/", "\\")


def test_a_form_is_taken_from_our_own_pages_alone() -> None:
    assert is_from_here(_request(origin="https://boucle.example"))
    assert is_from_here(_request(sec_fetch_site="same-origin", origin="null"))
    for headers in (
        {},
        {"origin": "null"},
        {"origin": "https://evil.example"},
        {"origin": "https://boucle.example.evil"},
        {"sec_fetch_site": "cross-site", "origin": "https://boucle.example"},
        {"sec_fetch_site": "same-site"},
    ):
        assert not is_from_here(_request(**headers)), headers


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; rv:130.0) Gecko/20100101 Firefox/130.0",
            "Firefox, Windows",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537 Chrome/126 Mobile Safari/537",
            "Chrome, Android",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) Version/17.5 Safari/604",
            "Safari, iPhone",
        ),
        ("curl/8.5", "?"),
        ("", "?"),
    ],
)
def test_a_browser_is_named_as_its_owner_knows_it(agent: str, name: str) -> None:
    assert browser_name(agent) == name
