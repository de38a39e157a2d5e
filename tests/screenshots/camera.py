"""Takes pictures of HTML in the browser of the end-to-end tests, and makes them small."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final, Literal

from PIL import Image
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from boucle.local.parts.browser import find_browser

Light = Literal["light", "dark"]
_FLAGS: Final = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--hide-scrollbars", "--font-render-hinting=none", "--disable-lcd-text"),
)
_LOOKED_AT: Final = """() => {
  const focused = document.querySelector("[autofocus]");
  return focused ? Math.round(focused.getBoundingClientRect().top + scrollY) : 0;
}"""
"""How far down the page brings its reader."""
_COLOURS: Final = 24
LIGHTS: Final[tuple[Light, ...]] = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Size:
    """What a picture is as wide as; as high as ``height`` at least and ``most`` at most, and as
    what it shows."""

    name: str
    width: int
    height: int
    most: int


PHONE: Final = Size("phone", 390, 844, 1500)
DESKTOP: Final = Size("desktop", 1280, 800, 900)
MAIL: Final = Size("wide", 640, 480, 1500)


@dataclass(frozen=True, slots=True)
class Camera:
    browser: Browser

    def take(self, html: str, size: Size, light: Light, to: Path) -> int:
        """Bytes of the picture. Nothing is asked of any network."""
        viewport: ViewportSize = {"width": size.width, "height": size.height}
        context = self.browser.new_context(
            viewport=viewport, color_scheme=light, offline=True, locale="fr-FR"
        )
        try:
            page = context.new_page()
            page.set_content(html, wait_until="load")
            picture = page.screenshot(full_page=True, animations="disabled", caret="hide")
            looked_at = page.evaluate(_LOOKED_AT)
        finally:
            context.close()
        above = looked_at - size.height // 2 if looked_at > size.most - size.height // 2 else 0
        to.write_bytes(_small(picture, above, size.most))
        return to.stat().st_size


@contextmanager
def camera() -> Iterator[Camera]:
    found = find_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(found) if found else None,
            args=list(_FLAGS),
        )
        try:
            yield Camera(browser)
        finally:
            browser.close()


def _small(picture: bytes, above: int, most: int) -> bytes:
    """The part below ``above``, with few colours: text on plain ground needs no more. Grounds keep
    theirs."""
    with Image.open(BytesIO(picture)) as opened:
        below = min(opened.height, above + most)
        part = opened.convert("RGB").crop((0, above, opened.width, below))
    few = part.quantize(palette=_palette(part), dither=Image.Dither.NONE)
    written = BytesIO()
    few.save(written, "PNG", optimize=True)
    return written.getvalue()


def _palette(image: Image.Image) -> Image.Image:
    """Half of it the colours that are there most, the others those that lie farthest apart."""
    counted = image.getcolors(image.width * image.height) or []
    common = [colour for _, colour in sorted(counted, reverse=True)[: _COLOURS // 2]]
    apart = image.quantize(_COLOURS // 2, method=Image.Quantize.MAXCOVERAGE).getpalette() or []
    found = Image.new("P", (1, 1))
    flat = [part for colour in common if isinstance(colour, tuple) for part in colour]
    found.putpalette([*flat, *apart[: 3 * (_COLOURS // 2)]])
    return found
