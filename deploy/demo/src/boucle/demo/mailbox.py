"""The mails that came, read from the sink of either system: ``boucle up``'s own, or Mailpit."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import httpx

_ANSWER_PAGE = re.compile(r"https?://[^\s<>\"')\]]+/r/[^\s<>\"')\]]+")
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Mail:
    """``link``: its answer page, if it has one."""

    to: str
    subject: str
    link: str | None


def mails_at(url: str) -> list[Mail]:
    """Every mail, the oldest first."""
    with httpx.Client(base_url=url, timeout=10) as sink:
        listed = sink.get("/api/messages")
        if listed.status_code != httpx.codes.NOT_FOUND:
            messages: list[dict[str, Any]] = listed.raise_for_status().json()
            return [Mail(str(m["to"]), m["subject"], _link(m.get("links", []))) for m in messages]
        found = [_of_mailpit(sink, summary["ID"]) for summary in _summaries(sink)]
        return found[::-1]


def _summaries(mailpit: httpx.Client) -> Iterator[dict[str, Any]]:
    """Mailpit's own order: the newest first."""
    start = 0
    while True:
        page = mailpit.get("/api/v1/messages", params={"start": start, "limit": _AT_ONCE})
        messages = page.raise_for_status().json()["messages"]
        yield from messages
        start += len(messages)
        if len(messages) < _AT_ONCE:
            return


def _of_mailpit(mailpit: httpx.Client, identity: str) -> Mail:
    message = mailpit.get(f"/api/v1/message/{identity}").raise_for_status().json()
    to = ", ".join(one["Address"] for one in message["To"])
    return Mail(to, message["Subject"], _link(_ANSWER_PAGE.findall(message["Text"])))


def _link(links: Sequence[str]) -> str | None:
    return next((link for link in links if _ANSWER_PAGE.match(link)), None)
