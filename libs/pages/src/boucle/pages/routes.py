"""Answer every request of a page with a page, errors included."""

from collections.abc import Callable, Coroutine
from typing import Any, ClassVar, Final
from urllib.parse import parse_qs

import structlog
from fastapi import Request
from fastapi.responses import Response
from fastapi.routing import APIRoute

from boucle.pages.forms import MAX_FORM, Form
from boucle.pages.rendering import Pages
from boucle.platform.transient import is_transient

_FIELDS: Final = 40  # in a form, at most
_log = structlog.get_logger(__name__)


class NoSuchPage(LookupError):
    """The address leads to no page, or to none any more."""


class PageRoute(APIRoute):
    """Answers with a page also if the page or the database is missing. A service names its
    ``pages`` in a subclass."""

    pages: ClassVar[Pages]

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                return await answer(request)
            except NoSuchPage:
                return self.pages.gone(request)
            except Exception as error:
                if not is_transient(error):
                    raise
                _log.warning("page_unavailable", page=self.name, cause=type(error).__name__)
                return self.pages.away(request)

        return answered


async def form_of(request: Request) -> Form:
    """Return the fields of the body, the first value of each; never those of the address."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":  # what RFC 8058 prefers
        parts = await request.form(max_files=0, max_fields=_FIELDS, max_part_size=MAX_FORM)
        return {name: value for name, value in parts.items() if isinstance(value, str)}
    try:
        body = (await request.body()).decode("utf-8")
        fields = parse_qs(body, keep_blank_values=True, max_num_fields=_FIELDS, errors="strict")
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}
