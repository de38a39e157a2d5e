"""The page that shows all pictures. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from tests.screenshots.camera import DESKTOP, LIGHTS, MAIL, PHONE, Light, Size

Kind = Literal["mail", "page"]
_TITLES: dict[Kind, str] = {"mail": "Mails", "page": "Pages"}


@dataclass(frozen=True, slots=True)
class Scene:
    """What is pictured: ``title`` says of what, ``note`` what else is seen (a subject)."""

    kind: Kind
    name: str
    title: str
    html: str
    note: str = ""

    @property
    def sizes(self) -> tuple[Size, Size]:
        return (PHONE, MAIL) if self.kind == "mail" else (PHONE, DESKTOP)

    def pictures(self) -> Iterator[tuple[Size, Light, str]]:
        """Each with the name of its file."""
        for size in self.sizes:
            for light in LIGHTS:
                yield size, light, f"{self.kind}-{self.name}-{size.name}-{light}.png"


def readme(scenes: Iterable[Scene]) -> str:
    found = list(scenes)
    lines = [
        "# What companies see",
        "",
        "Every kind of mail and state of a page, made by `make screenshots` from made-up data: "
        "on a phone (390 wide) and a wide screen (mails 640, pages 1280), light and dark.",
    ]
    for kind, title in _TITLES.items():
        lines += ["", f"## {title}"]
        for scene in (one for one in found if one.kind == kind):
            lines += ["", f"### {scene.title}", ""]
            lines += [scene.note, ""] if scene.note else []
            lines += [f"![{size.name}-{light}]({file})" for size, light, file in scene.pictures()]
    return "\n".join(lines) + "\n"
