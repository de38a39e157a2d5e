"""The pages behind the links of mails: which there are, of whom and about what. Pure."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from tests.kit.mails.received import Received

_LINK: Final = re.compile(r"/r/([A-Za-z0-9_-]{48})")


@dataclass(frozen=True)
class Page:
    """``path``: with its token; whose link it is, and of which synergy."""

    path: str
    organisation: str
    synergy: str


def pages_of(raw: bytes, rows: Sequence[Mapping[str, object]]) -> Iterator[Page]:
    """Each page that a mail links to; a link's token begins with the id of its row."""
    known = {str(row["mail_id"]): row for row in rows}
    for token in dict.fromkeys(_LINK.findall(Received.of(raw).text)):
        row = known.get(str(UUID(bytes=urlsafe_b64decode(token)[:16])))
        if row is not None and row["synergy_id"]:
            yield Page(f"/r/{token}", str(row["organisation_id"]), str(row["synergy_id"]))
