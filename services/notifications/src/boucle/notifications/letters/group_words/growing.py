"""Word that a group which runs would grow, for its members and for who would join it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from boucle.contract.events.matching import Life
from boucle.contract.kinds import the_group
from boucle.pages.translating import N_

Joining = Literal["member", "newcomer"]
"""The reader is in the group that runs, or would join it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowingWords:
    """French sentences, which are the keys of their translations. ``news``, ``found``, ``gain``: as
    in ``Wording``; no ``gain``: as the service says it. ``meanwhile``: what goes on. ``heading``,
    ``changes``: what it means for the reader. ``wished``, ``agreed``: the next steps; no
    ``wished``: as the service says it. ``partners``: who is with the reader. ``grown``: all agreed.
    ``over``: it came to nothing, as news and as a sentence (``{matter}``). ``asked``: names may be
    exchanged, as news and as a sentence."""

    news: tuple[str, ...]
    found: str
    meanwhile: str
    heading: str
    changes: tuple[str, ...]
    gain: str | None
    wished: str | None
    agreed: str
    promise: str
    partners: str
    grown: str
    over: tuple[str, str]
    asked: tuple[str, str]


GROWING: Final[Mapping[Joining, GrowingWords]] = {
    "member": GrowingWords(
        news=(N_("votre groupe pourrait s'agrandir"), N_("votre groupe s'agrandit ?")),
        found=N_("{who} a repéré {others} qui pourraient rejoindre votre groupe pour {matter}."),
        meanwhile=N_("Votre groupe continue comme avant tant qu'il n'a pas dit oui."),
        heading=N_("Ce qui changerait pour vous"),
        changes=(
            N_("Vous seriez plus nombreux : la part de chacun serait calculée de nouveau."),
            N_("Si assez de membres disent oui, le groupe agrandi remplace aussitôt l'actuel."),
            N_(
                "Tous ses membres et les nouvelles entreprises reçoivent alors les coordonnées des "
                "autres, même de qui n'a pas répondu."
            ),
            N_(
                "Dire non ne vous fait pas quitter votre groupe, et les nouvelles entreprises "
                "n'apprennent pas votre nom."
            ),
        ),
        gain=N_("C'est votre part dans le groupe agrandi, avec ce que vous y gagnez déjà."),
        wished=N_("Vous dites si ces entreprises peuvent rejoindre votre groupe."),
        agreed=N_(
            "Si elles le veulent aussi et si assez de membres sont d'accord, le groupe s'agrandit. "
            "Sinon il continue comme avant."
        ),
        promise=N_(
            "Les nouvelles entreprises ne connaissent aucun nom du groupe tant qu'il n'a pas dit "
            "oui."
        ),
        partners=N_("votre groupe, et {others}"),
        grown=N_("Votre groupe s'agrandit : il prend la place de celui d'avant."),
        over=(
            N_("le groupe ne s'agrandit pas"),
            N_("Votre groupe ne s'agrandit pas pour {matter} : rien d'autre ne change."),
        ),
        asked=(
            N_("on veut rejoindre votre groupe, échanger vos noms ?"),
            N_("Pour {matter}, d'autres entreprises veulent rejoindre votre groupe."),
        ),
    ),
    "newcomer": GrowingWords(
        news=(N_("un groupe en place, à rejoindre"), N_("un groupe à rejoindre")),
        found=N_(
            "{who} a repéré un groupe déjà en place ({others}), que vous pourriez rejoindre pour "
            "{matter}."
        ),
        meanwhile=N_("Il fonctionne déjà : ses membres diront, comme vous, s'ils sont d'accord."),
        heading=N_("Un groupe qui fonctionne déjà"),
        changes=(
            N_("Vous n'avez rien à lancer : vous vous joignez à ce qui existe."),
            N_("Si vous dites oui et si assez de membres sont d'accord, vous en êtes aussitôt."),
        ),
        gain=None,
        wished=None,
        agreed=N_(
            "Si assez de membres du groupe sont d'accord, vous recevez leurs coordonnées, et eux "
            "les vôtres."
        ),
        promise=N_(
            "Les membres du groupe ne connaissent pas votre nom, et rien ne leur sera transmis "
            "sans votre accord."
        ),
        partners=N_("un groupe déjà en place : {others}"),
        grown=N_("Vous rejoignez un groupe qui fonctionne déjà."),
        over=(
            N_("le groupe ne s'agrandit pas"),
            N_("Le groupe n'accueille pas d'autre entreprise pour l'instant, pour {matter}."),
        ),
        asked=(
            N_("un membre du groupe dit oui, échanger vos noms ?"),
            N_("Bonne nouvelle pour {matter} : au moins un membre du groupe dit oui."),
        ),
    ),
}


def joining(life: Life, company: UUID) -> Joining | None:
    """Return None unless it proposes that a group which runs grows."""
    growth = the_group(life).growth
    if growth is None:
        return None
    own = (one.side.sharing_id for one in life.parties if one.side.organisation_id == company)
    return "newcomer" if any(id_ in growth.newcomers for id_ in own) else "member"
