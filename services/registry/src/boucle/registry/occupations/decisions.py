"""Whether a ROME code may be declared. Pure."""

import re
from collections.abc import Collection
from typing import Final

from boucle.catalogue.sharing import normal_rome
from boucle.common.nearest import nearest_first
from boucle.registry.faults import Fault

_NUMBER: Final = re.compile(r"\d{5}")
_NEAR: Final = 3
_FORM: Final = "a letter A to N and four digits, such as N1101"


def occupation_fault(
    field: str, code: str, version: str | None, known: Collection[str]
) -> Fault | None:
    """``known``: codes of the version that was imported; None was, where ``version`` is None: then
    the form alone is checked."""
    read = normal_rome(code)
    if read is None:
        old = _NUMBER.fullmatch(code.strip()) is not None
        message = "is a code of ROME before 2009" if old else "is not a ROME code"
        return Fault(field, code, message, _FORM)
    if version is None or read in known:
        return None
    near = [each for each in sorted(known) if each[:3] == read[:3]] or sorted(known)
    right = ", ".join(nearest_first(read, near)[:_NEAR])
    message = f"is not in ROME {version}, which is used here: it may be of another version"
    return Fault(field, code, message, f"a code of ROME {version}, such as {right}")
