"""Run `python -m boucle.local.mailsink --directory DIR --smtp-port N --http-port N`."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
import uvloop

from boucle.local.mailsink.forwarding import Forwarding
from boucle.local.mailsink.mailbox import SinkMailbox
from boucle.local.mailsink.smtp import Behaviour, protocol
from boucle.local.mailsink.web import create_app
from boucle.local.ports import HOST


async def serve(
    directory: Path, smtp_port: int, http_port: int, forwarding: Forwarding | None = None
) -> None:
    mailbox, behaviour = SinkMailbox(directory), Behaviour()
    loop = asyncio.get_running_loop()
    smtp = await loop.create_server(
        lambda: protocol(mailbox, behaviour, forwarding), HOST, smtp_port
    )
    web = uvicorn.Config(
        create_app(mailbox, behaviour),
        host=HOST,
        port=http_port,
        log_level="warning",
        timeout_graceful_shutdown=2,
    )
    print(f"mail sink: smtp {HOST}:{smtp_port}, page http://{HOST}:{http_port}", flush=True)
    async with smtp:
        await uvicorn.Server(web).serve()


def main(
    directory: Annotated[Path, typer.Option(help="Where messages are kept.")],
    smtp_port: Annotated[int, typer.Option(help="SMTP port on 127.0.0.1.")],
    http_port: Annotated[int, typer.Option(help="Port of the page on 127.0.0.1.")],
    hand_on: Annotated[str, typer.Option(help="Mail to this address goes on to --hook.")] = "",
    hook: Annotated[str, typer.Option(help="Where it is posted.")] = "",
    token_url: Annotated[str, typer.Option(help="Where a token for it is had.")] = "",
    client_id: Annotated[str, typer.Option(help="Who posts it.")] = "",
    secret_file: Annotated[Path, typer.Option(help="With which secret.")] = Path(),
) -> None:
    """Keep every message received over SMTP and show them."""
    forwarding = Forwarding(hand_on, hook, token_url, client_id, secret_file) if hand_on else None
    uvloop.run(serve(directory, smtp_port, http_port, forwarding))


if __name__ == "__main__":
    typer.run(main)
