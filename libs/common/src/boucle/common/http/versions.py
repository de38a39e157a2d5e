"""``ETag`` and ``If-Match`` (RFC 9110): a change made on an old version is refused."""

from typing import Annotated

from fastapi import Header

from boucle.common.http.problems import Problem

IfMatch = Annotated[
    str | None, Header(alias="If-Match", max_length=200, description='The ETag read, like "3".')
]


def etag(version: int) -> str:
    return f'"{version}"'


def ensure_match(if_match: str | None, version: int) -> None:
    """Raise Problem 412 unless the caller's version is the present one (or it names none)."""
    if if_match is None or if_match.strip() == "*":
        return
    if etag(version) not in {part.strip() for part in if_match.split(",")}:
        raise Problem(
            412,
            "changed-meanwhile",
            "It changed since you read it",
            f"you have {if_match}, the present version is {etag(version)}: read it again",
        )
