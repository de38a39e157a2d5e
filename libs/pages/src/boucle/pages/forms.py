"""Type what a form of a page sends. Pure."""

from collections.abc import Mapping
from typing import Final

MAX_FORM: Final = 10_000  # bytes

Form = Mapping[str, str]
