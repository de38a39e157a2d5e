"""Write the foot of every mail: why it comes, and what GDPR, articles 13 and 14, requires. Pure."""

from boucle.notifications.directory.answer import DirectoryController
from boucle.notifications.letters import words
from boucle.notifications.letters.letter import About, Action
from boucle.notifications.translating import translator
from boucle.pages.translating import Translator


def foot(about: About) -> tuple[str, ...]:
    """Return its paragraphs; without a controller of the territory, requests go to the animator."""
    _ = translator(about.language)
    untracked = _("Il ne contient ni image ni traceur.")
    if about.why:
        return (f"{about.why} {untracked}",)
    place = words.of_territory(about.territory.name, about.language) if about.territory else None
    why = (
        _(
            "Vous recevez ce message parce que vous êtes le contact de l'entreprise "
            "{company} dans Boucle, l'outil d'écologie industrielle {of_territory}.",
            company=about.company.name,
            of_territory=place,
        )
        if place
        else _(
            "Vous recevez ce message parce que vous êtes le contact de l'entreprise "
            "{company} dans Boucle, un outil d'écologie industrielle.",
            company=about.company.name,
        )
    )
    return (f"{why} {untracked}", _data(about, _))


def _data(about: About, _: Translator) -> str:
    controller = about.territory.controller if about.territory else None
    lines = [
        *_who(controller, _),
        _(
            "Finalité : rapprocher des entreprises qui peuvent s'échanger matières, énergie ou "
            "services."
        ),
        _("Source : ce que votre entreprise ou son outil a déclaré, et les registres publics."),
        _("Base légale : {basis}.", basis=basis_of(controller, _)),
    ]
    if controller:
        lines.append(
            _(
                "Conservation : {months} mois après le dernier échange.",
                months=controller.kept_months,
            )
        )
    return " ".join((*lines, _rights(about, controller, _)))


def _who(controller: DirectoryController | None, _: Translator) -> tuple[str, ...]:
    if controller is None:
        return ()
    return (
        _(
            "Responsable de vos données : {name}, {address}.",
            name=controller.name,
            address=controller.address,
        ),
    )


def basis_of(controller: DirectoryController | None, _: Translator) -> str:
    """Return the basis that the controller gave, else legitimate interest (GDPR, article 6.1.f)."""
    if controller and controller.basis:
        return controller.basis.rstrip(". ")
    return _("intérêt légitime (réduire les déchets et les dépenses des entreprises du territoire)")


def _rights(about: About, controller: DirectoryController | None, _: Translator) -> str:
    to = controller.rights if controller else about.animator and about.animator.email
    if to:
        return _(
            "Pour consulter, corriger ou effacer vos données, ou vous y opposer : {to} ; vous "
            "pouvez aussi saisir la CNIL (cnil.fr).",
            to=to,
        )
    return _(
        "Pour consulter, corriger ou effacer vos données, ou vous y opposer, répondez à ce message "
        "; vous pouvez aussi saisir la CNIL (cnil.fr)."
    )


def foot_links(about: About) -> tuple[Action, ...]:
    _ = translator(about.language)
    urls = about.urls
    links = (
        (_("Choisir les messages que je reçois"), urls.preferences),
        (_("Ne plus recevoir ces messages"), urls.stop),
        (_("Vos données"), urls.privacy),
    )
    return tuple(Action(words, url, main=False) for words, url in links if url)
