"""What failed, in lines for a person."""

from __future__ import annotations


def failures(failed: Exception) -> list[str]:
    """One a cause, however grouped."""
    if isinstance(failed, ExceptionGroup):
        return [line for error in failed.exceptions for line in failures(error)]
    return [str(failed) or repr(failed)]
