"""A one-time code sent by post: what the letter says, and what an entered code is worth. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from boucle.platform.translating import tr

ALPHABET: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Nothing that is read as something else."""
LENGTH: Final = 8
LASTS: Final = timedelta(days=60)
TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class PostalCode:
    """A code that was sent, as its hash. ``siren``: for which it was; ``address``: in lines."""

    organisation_id: UUID
    siren: str
    code_hash: str
    address: tuple[str, ...]
    made_at: datetime
    expires_at: datetime
    tries: int = 0

    @property
    def left(self) -> int:
        return TRIES - self.tries


def entered(code: str) -> str:
    """As it was made, however it was typed: case, spaces and hyphens do not count."""
    return "".join(code.split()).replace("-", "").upper()


def why_worthless(sent: PostalCode | None, siren: str | None, now: datetime) -> str | None:
    """What to do instead of entering any code; None: a code may be entered."""
    again = "ask the animator of the territory for another letter"
    if sent is None:
        return "no code was sent for this organisation: ask the animator of the territory for one"
    if now >= sent.expires_at:
        return tr("the code expired on {date}: {again}", date=sent.expires_at.date(), again=again)
    if sent.left <= 0:
        return tr("a wrong code was entered {tries} times: {again}", tries=TRIES, again=again)
    if siren != sent.siren:
        return tr(
            "the letter was for the SIREN {siren}, which it no longer has: {again}",
            siren=sent.siren,
            again=again,
        )
    return None


def letter(name: str, siren: str, address: Sequence[str], code: str, until: datetime) -> str:
    """The text to print, French first."""
    shown = f"{code[:4]}-{code[4:]}"
    return "\n".join(
        (
            name,
            *address,
            "",
            f"Objet : votre code de vérification (SIREN {siren})",
            "",
            "Madame, Monsieur,",
            "",
            f"L'entreprise « {name} », SIREN {siren}, a été déclarée dans Boucle, l'outil",
            "d'écologie industrielle de votre territoire. Si c'est bien vous, entrez ce code là où",
            f"vous l'avez déclarée, avant le {until:%d/%m/%Y} :",
            "",
            f"    {shown}",
            "",
            "Si vous n'avez rien demandé, ne faites rien : sans ce code, personne ne parle en",
            "votre nom.",
            "",
            "---",
            "",
            f"The company “{name}”, SIREN {siren}, was declared in Boucle. If it was you, enter",
            f"the code {shown} where you declared it, before {until:%Y-%m-%d}. If not, do",
            "nothing: without it, nobody speaks in your name.",
            "",
        )
    )
