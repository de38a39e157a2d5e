"""Read ``If-Match`` and ``If-None-Match`` of a write: a change of an old version is refused."""

from typing import Annotated

from fastapi import Depends, Header

from boucle.platform.conditions import Condition, is_readable
from boucle.platform.errors import invalid_field

IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        max_length=200,
        description='The ETag read, like "3": done only if that is the present version.',
    ),
]
OnlyNew = Annotated[
    str | None,
    Header(
        alias="If-None-Match",
        max_length=200,
        description="`*`: done only if it makes something new.",
    ),
]


async def _on_version(if_match: IfMatch = None) -> Condition:
    return condition_of(if_match)


async def _on_version_or_new(if_match: IfMatch = None, only_new: OnlyNew = None) -> Condition:
    return condition_of(if_match, only_new)


OnVersion = Annotated[Condition, Depends(_on_version)]
"""Of a change: only of the version that the caller read, if he says which."""

OnVersionOrNew = Annotated[Condition, Depends(_on_version_or_new)]
"""Of a PUT that may make something: likewise, or only if nothing is there."""


def condition_of(if_match: str | None, only_new: str | None = None) -> Condition:
    """Parse the headers. Raises Invalid if one cannot be read."""
    for name, header in (("if-match", if_match), ("if-none-match", only_new)):
        if header is not None and not is_readable(header):
            raise invalid_field(
                f"header.{name}", header, "is not an ETag", 'an ETag in its quotes, like "3", or *'
            )
    return Condition(if_match, only_new)
