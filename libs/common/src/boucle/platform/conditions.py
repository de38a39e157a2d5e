"""Evaluate the conditions of a write: ``If-Match``, ``If-None-Match`` (RFC 9110). Pure."""

import re
from dataclasses import dataclass

from boucle.platform.errors import Fault, NoCondition, Stale
from boucle.platform.translating import tr

ANYTHING = "*"
_TAG = re.compile(r'(?:W/)?"([^"]*)"')
_TAGS = re.compile(r'\s*(?:(?:W/)?"[^"]*"\s*(?:,\s*|$))+')
_PACKED = re.compile(r"-(?:gzip|zstd|br)$")


def etag(version: int | str) -> str:
    """Return the tag of a version: ``"3"``."""
    return f'"{version}"'


def is_readable(header: str) -> bool:
    """Tell whether it is ``*``, or tags in quotes."""
    return header.strip() == ANYTHING or _TAGS.fullmatch(header) is not None


def names(header: str, tag: str) -> bool:
    """Tell whether the header names this tag. Weak tags (``W/"3"``), tags marked with a coding
    (``"3-gzip"``) and tags of expanded answers (``"3+c0ffee"``) count as the tag: versions are
    exact either way."""
    known = {_PACKED.sub("", found) for found in _TAG.findall(header)}
    return tag.strip('"') in known | {found.partition("+")[0] for found in known}


@dataclass(frozen=True, slots=True)
class Condition:
    """The caller's headers; None for one that was not sent."""

    if_match: str | None = None
    if_none_match: str | None = None

    @property
    def given(self) -> bool:
        return self.if_match is not None or self.if_none_match is not None

    def ensure(self, version: int | str | None, *, present: bool = True) -> None:
        """Raise Stale unless it holds. ``version``: the current one (of a view, its ETag), None if
        there is none; ``present``: there is something, not withdrawn."""
        if self.if_match is not None:
            self._ensure_match(self.if_match, version, present=present)
        if self.if_none_match is not None:
            self._ensure_none(self.if_none_match, version, present=present)

    def require(self) -> None:
        """Raise NoCondition unless the caller sent a condition."""
        if not self.given:
            raise NoCondition(
                "read it, and send its ETag as If-Match: its territory or your tool asks for it",
                errors=[Fault("header.if-match", None, "is missing", "the ETag that you read")],
            )

    def _ensure_match(self, header: str, version: int | str | None, *, present: bool) -> None:
        if version is None or (header.strip() == ANYTHING and not present):
            nothing = "nothing is there" if version is None else "it is withdrawn"
            raise Stale(
                tr(
                    "you have {header}, and {nothing}: leave If-Match out to declare it",
                    header=header,
                    nothing=nothing,
                ),
                code="nothing-there",
                title="There is nothing to change",
                errors=[Fault("header.if-match", header, nothing, "no If-Match")],
            )
        if header.strip() != ANYTHING and not names(header, etag(version)):
            now = etag(version)
            raise Stale(
                tr(
                    "you have {header}, the present version is {now}: read it again",
                    header=header,
                    now=now,
                ),
                errors=[Fault("header.if-match", header, "is not the present version", now)],
            )

    def _ensure_none(self, header: str, version: int | str | None, *, present: bool) -> None:
        if version is None:
            return
        there = present if header.strip() == ANYTHING else names(header, etag(version))
        if there:
            raise Stale(
                tr(
                    "you have If-None-Match: {header}, and it is there in version {version}: "
                    "leave it out, or send If-Match, to revise it",
                    header=header,
                    version=etag(version),
                ),
                code="exists-already",
                title="It exists already",
                errors=[Fault("header.if-none-match", header, "is there", "an id not used yet")],
            )
