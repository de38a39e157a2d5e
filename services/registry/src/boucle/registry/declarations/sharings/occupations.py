"""Whether a ROME code may be declared. Pure."""

import re
from collections.abc import Collection
from typing import Final

from boucle.platform.errors import Fault
from boucle.platform.nearest import nearest_first
from boucle.platform.translating import tr

_OLD: Final = re.compile(r"\d{5}")
_NEAR: Final = 3


def no_code(field: str, given: str) -> Fault:
    """Of what does not read as one: five digits were codes before 2009."""
    old = _OLD.fullmatch(given.strip()) is not None
    return Fault(
        field,
        given,
        "is a code of ROME before 2009" if old else "is not a ROME code",
        "a letter from A to N and four digits, such as N1101; or no subject, and the title of the "
        "post as description",
    )


def occupation_fault(field: str, code: str, version: str, known: Collection[str]) -> Fault | None:
    """Of a code, where ``known`` are those of ROME in use."""
    if code in known:
        return None
    near = [each for each in sorted(known) if each[:3] == code[:3]] or sorted(known)
    right = ", ".join(nearest_first(code, near)[:_NEAR])
    return Fault(
        field,
        code,
        tr(
            "is not a code of ROME {version}, which is used here: it may be of another version",
            version=version,
        ),
        tr("a code of ROME {version}, such as {right}", version=version, right=right),
    )
