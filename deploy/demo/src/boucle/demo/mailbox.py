"""Read the mails of the demo's companies: a sandbox stores them instead of sending them."""

import re
from dataclasses import dataclass

from boucle.demo.client import DemoClient

_ANSWER_PAGE = re.compile(r"https?://[^\s<>\"')\]]+/r/[^\s<>\"')\]]+")


@dataclass(frozen=True, slots=True)
class DemoMail:
    """``link`` is its answer page, if it has one."""

    to: str
    subject: str
    link: str | None


def mails_in(sandbox: str, reader: DemoClient) -> list[DemoMail]:
    found = []
    for mail in reader.every(f"/v1/sandboxes/{sandbox}/mails"):
        link = _ANSWER_PAGE.search(mail["text"])
        found.append(DemoMail(mail["to"], mail["subject"], link.group() if link else None))
    return found
