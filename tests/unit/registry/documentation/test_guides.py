"""The guides as pages: links between them lead to pages, and a search finds what they say."""

import re
from html import unescape

import pytest

from boucle.registry.api.documentation import events, guides, texts
from boucle.registry.api.documentation.pages import PAGES

FIXED = {"/docs/api", "/docs/events"}


def test_every_link_leads_to_a_page_and_its_heading() -> None:
    pages = guides.guides()
    broken = []
    for page in pages.values():
        for link in re.findall(r'href="([^"]+)"', page.html):
            if link.startswith(("http://", "https://", "mailto:")):
                continue
            address, _, place = link.partition("#")
            target = pages.get(address or page.address)
            there = target is not None and (not place or f'id="{place}"' in target.html)
            if not there and link not in FIXED:
                broken.append(f"{page.address}: {link}")
    assert broken == []


def test_what_is_no_page_is_named_without_a_link() -> None:
    assert texts.led_to("../adr/0030-one-feed.md", "docs/reference/feeds.md") is None
    assert (
        texts.led_to("webhooks.md#receive", "docs/reference/feeds.md") == "/docs/webhooks#receive"
    )
    assert texts.led_to("../../CHANGELOG.md", "docs/reference/api.md") == "/docs/changelog"
    assert "adr" not in guides.guides()["/docs/feeds"].html


def test_every_page_has_one_title_and_its_words() -> None:
    for page in guides.guides().values():
        assert page.html.count("<h1") == 1, page.address
        assert page.title
        assert any(passage.text for passage in page.passages), page.address


def test_a_search_ignores_accents_and_case_and_takes_beginnings() -> None:
    plain, accented = guides.search("territoire declare"), guides.search("Territoire DÉCLARÉ")
    assert plain == accented
    assert plain
    best = guides.search("webhook")[0]
    assert (best.address, best.title) == ("/docs/webhooks", "Webhooks")
    assert guides.search("webhoo verif")[0].address == "/docs/webhooks"


def test_a_search_for_a_parameter_finds_the_guide_that_explains_it() -> None:
    assert guides.search("min_gain")[0].address == "/docs/lists#synergies"


def test_a_search_leads_to_the_heading_and_shows_the_words() -> None:
    found = next(one for one in guides.search("retries failed") if one.heading)
    assert found.address == "/docs/webhooks#when-you-are-away"
    assert "retries" in found.excerpt
    assert len(found.excerpt) <= 222


@pytest.mark.parametrize("query", ["zzyzx", "webhooks zzyzx", "!!", ""])
def test_a_search_that_finds_nothing_says_so(query: str) -> None:
    assert guides.search(query) == []


def test_english_is_not_set_as_french_around_it() -> None:
    found = guides.search("webhook")
    page = unescape(bytes(PAGES.page("found.html", q="Webhooks: a", found=found).body).decode())
    assert "They follow Standard Webhooks: any" in page
    assert all(one.excerpt in page for one in found)
    assert "<h1>Recherche\u00a0: Webhooks: a</h1>" in page


def test_markup_of_a_search_is_shown_as_it_is() -> None:
    page = PAGES.page("found.html", q="<script>x</script>", found=[])
    assert b"<script>" not in page.body


def test_each_type_of_event_has_an_example() -> None:
    channels = events.channels()
    assert next(iter(channels)) == "webhooks"
    for channel in channels.values():
        for message in channel.messages:
            assert message.body.startswith("{"), message.name
            assert message.summary, message.name
