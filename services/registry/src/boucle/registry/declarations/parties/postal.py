"""Verify an organisation by a code sent by post to the address of its SIREN."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from boucle.platform.db import WriteSession
from boucle.platform.errors import Fault, Faulty, conflict
from boucle.platform.translating import tr
from boucle.registry.declarations.parties.verifying import ensure_present, verify
from boucle.registry.domain.entities import Organisation
from boucle.registry.identity.use_cases import Secrets
from boucle.registry.parties.organisations.postal_codes import (
    LASTS,
    PostalCode,
    entered,
    letter,
    why_worthless,
)
from boucle.registry.parties.organisations.postal_store import find_sent, forget_sent, save_sent
from boucle.registry.parties.organisations.verification import Voucher


@dataclass(frozen=True, slots=True)
class PostalLetter:
    """What to print; ``sent``: what is kept of it."""

    sent: PostalCode
    text: str


async def make_letter(
    session: WriteSession,
    locked: Organisation,
    address: Sequence[str],
    code: tuple[str, str],
    voucher: Voucher,
) -> PostalLetter:
    """``code``: it and its hash. An earlier one of the organisation is worth nothing from now on.
    Raises Conflict where there is nothing to verify."""
    if locked.state == "verified":
        raise conflict("it is verified already: nothing needs to be sent")
    if locked.siren is None:
        raise conflict("it has no SIREN: give it one first, the letter goes to that one's address")
    plain, hashed = code
    until = voucher.now + LASTS
    sent = PostalCode(locked.id, locked.siren, hashed, tuple(address), voucher.now, until)
    await save_sent(session, sent)
    return PostalLetter(sent, letter(locked.name, locked.siren, address, plain, until))


async def enter_code(
    session: WriteSession, locked: Organisation, code: str, secrets: Secrets, voucher: Voucher
) -> Organisation | Faulty:
    """The organisation, verified; Faulty, to be raised once the try is committed, on a wrong code.
    Raises Conflict where no code would do."""
    ensure_present(locked)
    if locked.state == "verified":
        return locked
    sent = await find_sent(session, locked.id)
    worthless = why_worthless(sent, locked.siren, voucher.now)
    if sent is None or worthless:
        raise conflict(str(worthless), code="code-worthless")
    if not await secrets.matches(entered(code), sent.code_hash):
        tried = replace(sent, tries=sent.tries + 1)
        await save_sent(session, tried)
        more = tr("{count} more tries", count=tried.left)
        right = tr(
            "the eight letters and digits of the last letter, {more}",
            more=more if tried.left else "of another one: ask for it",
        )
        return Faulty(Fault("code", code, "is not the code that was sent", right))
    await forget_sent(session, locked.id)
    seen = f"code sent to {', '.join(sent.address)}"
    return await verify(session, locked, "post", replace(voucher, evidence=seen))
