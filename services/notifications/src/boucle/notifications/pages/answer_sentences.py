"""Hold the sentences of the answer page for a pair and for a group. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from boucle.notifications.letters.group_words.growing import Joining
from boucle.notifications.pages.states import Ending
from boucle.pages.translating import N_


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSentences:
    """French sentences, which are the keys of their translations. ``shared`` has ``{details}`` of
    what the others receive; ``given`` has none. ``names`` stands in for names. ``endings`` are
    headings and texts."""

    consent: str
    interested_already: str
    unasked: str
    agreed: str
    asked: str
    waiting: str
    interested_too: str
    shared: str
    given: str
    names: str
    heading: str
    exchanged: str
    by_mail: str
    refused: str
    solution: str
    endings: Mapping[Ending, tuple[str, str]]


_ENDINGS: Final[Mapping[Ending, tuple[str, str]]] = {
    "running": (
        N_("Cet échange est en place"),
        N_(
            "Il n'y a plus rien à répondre ici. Pour une question ou un changement, écrivez à "
            "l'animation de votre territoire."
        ),
    ),
    "stopped": (
        N_("Cet échange s'est arrêté"),
        N_("Si vous voulez le reprendre, écrivez à l'animation de votre territoire."),
    ),
    "studying": (
        N_("Cet échange est déjà à l'étude"),
        N_(
            "L'animation de votre territoire suit cette étude : c'est elle qui peut vous en dire "
            "plus."
        ),
    ),
    "declined": (
        N_("L'autre entreprise ne donne pas suite"),
        N_("Votre nom ne lui a pas été transmis. Vous n'avez rien à faire."),
    ),
    "withdrawn": (
        N_("Cette proposition n'est plus d'actualité"),
        N_("Vous n'avez rien à faire. Si elle revient, vous recevrez un nouveau message."),
    ),
    "ended": (
        N_("Cette mise en relation est terminée"),
        N_(
            "L'une des deux entreprises a retiré son accord. Pour en parler, écrivez à "
            "l'animation de votre territoire."
        ),
    ),
}
OF_A_PAIR: Final = AnswerSentences(
    consent=N_("Si l'autre entreprise est intéressée aussi, transmettez-lui mes coordonnées"),
    interested_already=N_("L'autre entreprise est déjà intéressée."),
    unasked=N_(
        "Vos coordonnées ne sont pas transmises. Si l'autre entreprise est intéressée aussi, nous "
        "vous écrirons pour vous demander votre accord."
    ),
    agreed=N_(
        "Vous avez tous deux accepté d'échanger vos coordonnées : vous recevez dans un instant "
        "celles de l'autre entreprise par courriel, et elle les vôtres."
    ),
    asked=N_(
        "L'autre entreprise est intéressée aussi : nous lui demandons si elle accepte d'échanger "
        "vos coordonnées. Si oui, vous recevrez les siennes par courriel."
    ),
    waiting=N_(
        "Si l'autre entreprise est intéressée et l'accepte aussi, vous recevrez chacun les "
        "coordonnées de l'autre par courriel."
    ),
    interested_too=N_("L'autre entreprise est intéressée aussi"),
    shared=N_("Nous lui transmettrons : {details}. Vous recevrez les siennes."),
    given=N_(
        "Nous lui transmettrons le nom de votre entreprise et le nom, le courriel et le téléphone "
        "de son contact. Vous recevrez les siens."
    ),
    names=N_("l'autre entreprise"),
    heading=N_("Vous êtes en relation avec {names}"),
    exchanged=N_(
        "Vous avez tous deux accepté d'échanger vos coordonnées. L'autre entreprise a reçu les "
        "vôtres."
    ),
    by_mail=N_("Les siennes vous ont été envoyées par courriel."),
    refused=N_("Nous ne vous reparlerons pas de cette synergie tant que cela n'a pas changé."),
    solution=N_(
        "Vous avez déjà une solution pour ce flux : nous ne vous en parlerons plus. Si elle a un "
        "terme, dites-le : nous pourrons vous en reparler alors."
    ),
    endings=_ENDINGS,
)
OF_A_GROUP: Final = AnswerSentences(
    consent=N_("Si les autres sont intéressées aussi, transmettez-leur mes coordonnées"),
    interested_already=N_("Les autres entreprises sont déjà intéressées."),
    unasked=N_(
        "Vos coordonnées ne sont pas transmises. Si les autres sont intéressées aussi, nous vous "
        "écrirons pour vous demander votre accord."
    ),
    agreed=N_(
        "Vous avez toutes accepté d'échanger vos coordonnées : vous recevez dans un instant celles "
        "des autres par courriel, et elles les vôtres."
    ),
    asked=N_(
        "Les autres sont intéressées aussi : nous demandons leur accord à celles qui ne l'ont pas "
        "encore donné. Puis vous recevrez leurs coordonnées par courriel."
    ),
    waiting=N_(
        "Quand toutes celles qui restent l'auront accepté, vous recevrez chacune les coordonnées "
        "des autres par courriel. Qui dit non quitte le groupe, sans être nommé."
    ),
    interested_too=N_("Les autres entreprises sont intéressées aussi"),
    shared=N_("Nous leur transmettrons : {details}. Vous recevrez les leurs."),
    given=N_(
        "Nous leur transmettrons le nom de votre entreprise et le nom, le courriel et le téléphone "
        "de son contact. Vous recevrez les leurs."
    ),
    names=N_("les autres entreprises"),
    heading=N_("Votre groupe : {names}"),
    exchanged=N_("Toutes ont accepté d'échanger leurs coordonnées. Les vôtres sont transmises."),
    by_mail=N_("Les leurs vous ont été envoyées par courriel."),
    refused=N_(
        "Vous ne faites plus partie de ce groupe. Nous ne vous en reparlerons pas tant que cela "
        "n'a pas changé."
    ),
    solution=N_(
        "Vous avez déjà ce qu'il vous faut : nous ne vous en parlerons plus. Si votre contrat a un "
        "terme, dites-le : nous pourrons vous en reparler alors."
    ),
    endings={
        **_ENDINGS,
        "running": (N_("Votre groupe est en place"), _ENDINGS["running"][1]),
        "stopped": (N_("Votre groupe s'est arrêté"), _ENDINGS["stopped"][1]),
        "below": (
            N_("Votre groupe n'est plus viable"),
            N_(
                "Il n'atteint plus ce qu'il lui faut. Pour en parler, écrivez à l'animation de "
                "votre territoire."
            ),
        ),
        "grown": (
            N_("Votre groupe s'est agrandi"),
            N_("Il continue avec de nouvelles entreprises : un message plus récent les nomme."),
        ),
        "studying": (N_("Votre groupe est déjà à l'étude"), _ENDINGS["studying"][1]),
        "declined": (
            N_("Le groupe ne se fait pas"),
            N_(
                "Il n'est pas viable, ou plus. Votre nom n'a été transmis à personne, et vous "
                "n'avez rien à faire."
            ),
        ),
        "ended": (
            N_("Votre groupe est terminé"),
            N_("Il n'est plus viable. Pour en parler, écrivez à l'animation de votre territoire."),
        ),
        "left": (
            N_("Vous ne faites plus partie de ce groupe"),
            N_("Pour y revenir ou en parler, écrivez à l'animation de votre territoire."),
        ),
    },
)
_GROWN: Final = N_(
    "Le groupe s'agrandit : vous avez les coordonnées les unes des autres, sauf de qui a dit non."
)
_STAYS: Final = N_(
    "Vous restez dans votre groupe. Si assez d'autres membres disent oui, il s'agrandira, et les "
    "nouvelles entreprises n'apprendront pas votre nom."
)
_IF_IT_GROWS: Final = N_(
    "Si elles le veulent aussi et si assez de membres sont d'accord, le groupe s'agrandit. "
    "Vous recevrez alors les coordonnées des nouvelles entreprises par courriel."
)
_IF_IT_AGREES: Final = N_(
    "Si assez de membres du groupe sont d'accord, vous recevrez leurs coordonnées par "
    "courriel, et eux les vôtres."
)
_NOT_GROWN: Final = N_("Le groupe ne s'agrandit pas")
OF_GROWING: Final[Mapping[Joining, AnswerSentences]] = {
    "member": replace(
        OF_A_GROUP,
        consent=N_("D'accord pour que le groupe s'agrandisse, et pour transmettre mes coordonnées"),
        agreed=_IF_IT_GROWS,
        asked=_IF_IT_GROWS,
        waiting=_IF_IT_GROWS,
        interested_too=N_("D'autres entreprises veulent rejoindre votre groupe"),
        refused=_STAYS,
        solution=_STAYS,
        exchanged=_GROWN,
        endings={
            **OF_A_GROUP.endings,
            "declined": (
                _NOT_GROWN,
                N_("Rien ne change pour vous, et vous n'avez rien à faire."),
            ),
        },
    ),
    "newcomer": replace(
        OF_A_GROUP,
        consent=N_("Si le groupe est d'accord, transmettez-lui mes coordonnées"),
        agreed=_IF_IT_AGREES,
        asked=_IF_IT_AGREES,
        waiting=_IF_IT_AGREES,
        interested_too=N_("Au moins un membre du groupe dit oui"),
        refused=N_(
            "Vous ne rejoignez pas ce groupe. Nous ne vous en reparlerons pas tant que cela n'a "
            "pas changé."
        ),
        exchanged=_GROWN,
        endings={
            **OF_A_GROUP.endings,
            "declined": (
                _NOT_GROWN,
                N_("Votre nom n'a été transmis à personne, et vous n'avez rien à faire."),
            ),
        },
    ),
}
"""Of what a group that runs grows to, by the reader's place."""
