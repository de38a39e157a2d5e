"""Endpoints made by a factory: what FastAPI reads of their parameters is said as data."""

from collections.abc import Callable
from inspect import Parameter, signature
from textwrap import fill
from typing import Any, Final, TypeVar

_COLUMNS: Final = 93
"""Of a line of a description, as the contract has them."""
Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


def taking(endpoint: Endpoint, **annotations: Any) -> Endpoint:
    """The endpoint with the annotations of some parameters. Those that its ``**more`` takes are
    optional."""
    known = signature(endpoint).parameters
    own: list[Parameter] = []
    optional: list[Parameter] = []
    for name, each in known.items():
        if each.kind is not Parameter.VAR_KEYWORD:
            named = each.replace(annotation=annotations.get(name, each.annotation))
            (own if each.default is Parameter.empty else optional).append(named)
    more = [
        Parameter(name, Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
        for name, annotation in annotations.items()
        if name not in known
    ]
    last = [each.replace(kind=Parameter.KEYWORD_ONLY) for each in optional]
    whole = signature(endpoint).replace(parameters=[*own, *more, *last])
    endpoint.__signature__ = whole  # type: ignore[attr-defined]
    return endpoint


def described(text: str) -> str:
    return fill(text, _COLUMNS, break_on_hyphens=False)
