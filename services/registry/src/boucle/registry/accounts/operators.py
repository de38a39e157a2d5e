"""Run ``invite-operator``: whoever has the machine gives a person the operator's role."""

import re
from datetime import datetime
from typing import Annotated, Any
from uuid import uuid4

import typer

from boucle.platform.characters import MAIL_ADDRESS
from boucle.platform.db import WriteSession
from boucle.platform.process.service import Resources
from boucle.registry.accounts import passkey_store, store
from boucle.registry.accounts.roles import add_role
from boucle.registry.accounts.signing_in import ask
from boucle.registry.identity import store as clients
from boucle.registry.identity.revoking import void_tokens
from boucle.registry.tables import AccountRow, ClientRow

AddressArgument = Annotated[str, typer.Argument(help="The person's mail address.")]
NameArgument = Annotated[str, typer.Argument(help="The person's name, as histories show it.")]
LostOption = Annotated[
    bool, typer.Option("--lost-passkey", help="Remove its passkeys: it makes another one.")
]
LanguageOption = Annotated[str, typer.Option("--language", help="fr or en.")]


async def invite_operator(
    resources: Resources[Any], address: str, name: str, language: str, lost: bool = False
) -> None:
    """A mail says how to sign in. Done twice, it changes nothing more. ``lost``: the person's
    passkeys are; it is signed out, and makes another one when it signs in."""
    if not re.fullmatch(MAIL_ADDRESS, address) or not name.strip() or language not in ("fr", "en"):
        raise typer.BadParameter("expected an address such as name@operator.example, and a name")
    now = resources.clock()
    async with resources.database.write() as session:
        new = AccountRow(
            id=uuid4(), email=address, name=name.strip(), language=language, created_at=now
        )
        account = await store.account_at(session, new)
        known = await store.operator_of(session, account.id)
        if known is None:
            known = await add_role(session, account, "operator", (), now, uuid4)
            await ask(session, account.id, "operator", now, uuid4)
        if lost:
            await _reset(session, account, known, now)
    typer.echo(f"{known.client_id}: {account.name} may sign in as operator at /connexion")


async def _reset(
    session: WriteSession, account: AccountRow, role: ClientRow, now: datetime
) -> None:
    await passkey_store.remove_all(session, account.id)
    locked = await clients.lock_client(session, role.client_id)
    if locked is not None:
        await void_tokens(session, locked, "holdings", now)
