"""What surrounds each page of the portal: who signed in, and where it may go. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from boucle.pages.frame import Frame
from boucle.pages.translating import N_
from boucle.portal.registry import OwnRole, PortalAccount


@dataclass(frozen=True, slots=True)
class Door:
    """A page in the navigation."""

    path: str
    words: str


DOORS: Final[Mapping[str, tuple[Door, ...]]] = {
    "animator": (
        Door("/aujourdhui", N_("Aujourd'hui")),
        Door("/synergies", N_("Synergies")),
        Door("/groupes", N_("Groupes")),
        Door("/entreprises", N_("Entreprises")),
        Door("/rencontres", N_("Rencontres")),
        Door("/besoins", N_("Besoins")),
        Door("/confiance", N_("Confiance")),
        Door("/chiffres", N_("Chiffres")),
        Door("/reglages", N_("Réglages")),
    ),
    "company": (
        Door("/mon-entreprise", N_("Mon entreprise")),
        Door("/mon-entreprise/mises-en-relation", N_("Vos mises en relation")),
        Door("/nos-chiffres", N_("Nos chiffres")),
        Door("/nos-echanges", N_("Qui sait quoi")),
        Door("/nos-contacts", N_("Nos contacts")),
    ),
    "operator": (
        Door("/exploitation", N_("Exploitation")),
        Door("/acces", N_("Accès")),
        Door("/territoires", N_("Territoires")),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalFrame(Frame):
    """``path``: of the page. ``account`` and ``role``: of who signed in; None before."""

    path: str = ""
    account: PortalAccount | None = None
    role: OwnRole | None = None
    roles: tuple[OwnRole, ...] = ()

    @property
    def doors(self) -> tuple[Door, ...]:
        return DOORS.get(self.role.role, ()) if self.role else ()

    @property
    def here(self) -> str:
        """Return the path of the door that the page is behind: the one that says most of it."""
        within = (one.path for one in self.doors if f"{self.path}/".startswith(f"{one.path}/"))
        return max(within, key=len, default="")

    @property
    def where(self) -> str:
        """Return the name of the territory or the company, if it is one."""
        if self.role is None:
            return ""
        names = [one.name for one in self.role.territories or self.role.organisations]
        return names[0] if len(names) == 1 else ""
