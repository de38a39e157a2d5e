"""Serve the page and the JSON of the mailbox."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

from fastapi import FastAPI, HTTPException, Query, Response
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader
from pydantic import BaseModel, Field

from boucle.local.mailsink.mailbox import SinkMailbox, SinkMessage
from boucle.local.mailsink.smtp import Behaviour

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).with_name("templates")), autoescape=True
)
_PAGE = 200  # a page stays light; the JSON gives all
# A shown mail may not run, load or send anything; its links open in a new tab.
_MAIL_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
    "style-src 'unsafe-inline'; img-src data:"
)


class SinkFault(BaseModel):
    """POST /api/behaviour: the next `count` recipients are answered with `smtp_code`."""

    smtp_code: int = Field(ge=400, le=599)
    count: int = Field(ge=0, le=1_000_000)


def create_app(mailbox: SinkMailbox, behaviour: Behaviour) -> FastAPI:
    app = FastAPI(title="Boucle mail sink", docs_url=None, redoc_url=None, openapi_url=None)
    _add_api(app, mailbox, behaviour)
    _add_pages(app, mailbox)
    return app


def _add_api(app: FastAPI, mailbox: SinkMailbox, behaviour: Behaviour) -> None:
    @app.get("/healthz")
    def healthz() -> dict[str, object]:
        return {"status": "ok", "messages": mailbox.count()}

    @app.get("/api/messages")
    def messages(to: str | None = None, since: str | None = None) -> JSONResponse:
        found = mailbox.find(to, _since(since))
        return JSONResponse([message.as_json() for message in found])

    @app.get("/api/messages/{number}")
    def message(number: int) -> JSONResponse:
        return JSONResponse(_found(mailbox, number).as_json())

    @app.get("/api/messages/{number}/raw")
    def raw(number: int) -> PlainTextResponse:
        content = mailbox.raw(number)
        if content is None:
            raise _unknown(number)
        return PlainTextResponse(content)

    @app.delete("/api/messages")
    def clear() -> dict[str, int]:
        return {"deleted": mailbox.clear()}

    @app.get("/api/behaviour")
    def current() -> dict[str, int]:
        return {"smtp_code": behaviour.smtp_code, "count": behaviour.count}

    @app.post("/api/behaviour")
    def behave(fault: SinkFault) -> dict[str, int]:
        behaviour.smtp_code, behaviour.count = fault.smtp_code, fault.count
        return current()


def _add_pages(app: FastAPI, mailbox: SinkMailbox) -> None:
    @app.get("/")
    def index(to: Annotated[str | None, Query()] = None) -> HTMLResponse:
        found = mailbox.find(to or None)
        newest = found[: -_PAGE - 1 : -1]
        total = mailbox.count()
        return _page("mailbox.html", messages=newest, found=len(found), to=to or "", total=total)

    @app.get("/messages/{number}")
    def show(number: int) -> HTMLResponse:
        return _page("message.html", message=_found(mailbox, number))

    @app.get("/messages/{number}/html")
    def body(number: int) -> Response:
        html = _found(mailbox, number).html
        if html is None:
            return RedirectResponse(f"/messages/{number}")
        headers = {"Content-Security-Policy": _MAIL_POLICY}
        return HTMLResponse('<base target="_blank">' + html, headers=headers)


def _page(template: str, **values: object) -> HTMLResponse:
    return HTMLResponse(_TEMPLATES.get_template(template).render(**values))


def _found(mailbox: SinkMailbox, number: int) -> SinkMessage:
    message = mailbox.get(number)
    if message is None:
        raise _unknown(number)
    return message


def _unknown(number: int) -> HTTPException:
    return HTTPException(404, f"there is no message {number}")


def _since(since: str | None) -> int | datetime | None:
    if not since:
        return None
    if since.isdigit():
        return int(since)
    try:
        time = datetime.fromisoformat(since)
    except ValueError as error:
        raise _bad_since(since) from error
    if time.tzinfo is None:
        raise _bad_since(since)
    return time


def _bad_since(since: str) -> HTTPException:
    expected = "a message's id, or a time like 2026-11-24T08:00:00+00:00 (with its offset)"
    return HTTPException(422, f"since: {since!r} is not {expected}")
