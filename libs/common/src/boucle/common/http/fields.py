"""Types of fields that every service means the same by."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, WithJsonSchema

from boucle.common.http.problems import wrong

_SIREN = re.compile(r"[0-9]{9}")


def _nine_digits(value: str) -> str:
    if not _SIREN.fullmatch(value):
        raise wrong("siren", "is not a SIREN", "a SIREN: nine digits, without spaces")
    return value


Siren = Annotated[
    str,
    AfterValidator(_nine_digits),
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{9}$"}),
    Field(description="A SIREN: nine digits."),
]
"""Well formed only: one that nobody has is not found, which is another answer."""
