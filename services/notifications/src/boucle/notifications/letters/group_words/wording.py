"""Describe the wording of one kind of group, whoever reads it. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """French sentences, which are the keys of their translations. ``name``: of the proposal.
    ``news``: the same beside the reader's own need, longest first. ``found``: who found it
    (``{who}``) with whom (``{others}``) for what (``{matter}``). ``idea``: the proposal; ``how``:
    how it works. ``checks``: questions. ``missing``: what is unknown, where there is no figure.
    ``quoted``: whatever is declared, a provider's offer says what it would cost. ``gain``: what the
    figure is. ``wished``: the first of the next steps. ``server``: what the
    carrier or host is called. ``case``: an existing example with its source's figures."""

    name: str
    news: tuple[str, ...]
    found: str
    idea: str
    how: tuple[str, ...]
    checks: tuple[str, ...]
    missing: str
    gain: str
    wished: str
    server: str
    quoted: bool = False
    case: str | None = None
