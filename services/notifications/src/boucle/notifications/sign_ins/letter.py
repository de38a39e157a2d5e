"""Mail somebody a link to sign in, or that an account is there."""

from dataclasses import dataclass

from boucle.notifications.directory.answer import Company, ContactAnswer, SignInMail
from boucle.notifications.letters import words
from boucle.notifications.letters.letter import About, Action, Block, Letter, Urls
from boucle.notifications.letters.links import Links
from boucle.notifications.translating import translator
from boucle.pages.translating import Translator


@dataclass(frozen=True, slots=True, kw_only=True)
class AboutAccount(About):
    """A person who has an account, or asked for a link."""

    mail: SignInMail

    @property
    def why(self) -> str:
        _ = translator(self.language)
        if self.mail.link is None:
            return _("Vous recevez ce message parce que quelqu'un vous a donné accès à Boucle.")
        return _(
            "Vous recevez ce message parce que votre adresse a été saisie sur la page de "
            "connexion de Boucle."
        )


def sign_in_letter(mail: SignInMail, links: Links) -> Letter:
    about = AboutAccount(
        company=Company(name="Boucle"),
        contact=ContactAnswer(
            contact_id=mail.account_id, name=mail.name, email=mail.email, language=mail.language
        ),
        urls=Urls(privacy=links.page("/confidentialite")),
        today=mail.ends_at.astimezone(words.PARIS).date(),
        mail=mail,
    )
    _ = translator(about.language)
    return (
        _invitation(about, links, _)
        if mail.link is None
        else _link(about, links.page(f"/connexion/{mail.link}"), _)
    )


def _link(about: AboutAccount, url: str, _: Translator) -> Letter:
    until = words.clock(about.mail.ends_at.astimezone(words.PARIS), about.language)
    return Letter(
        about=about,
        subjects=(_("Votre lien de connexion à Boucle"),),
        preheader=_("Il sert une fois, jusqu'à {until}.", until=until),
        opening=(_("Voici le lien que vous avez demandé pour vous connecter à Boucle."),),
        blocks=(
            Block(
                key=True,
                lines=(
                    _(
                        "Il sert une seule fois, jusqu'à {until}, dans le navigateur où vous "
                        "l'avez demandé.",
                        until=until,
                    ),
                ),
                actions=(Action(_("Me connecter"), url),),
            ),
        ),
        closing=(
            _(
                "Vous n'avez rien demandé ? Ignorez ce message : sans lui, personne n'entre à "
                "votre place."
            ),
        ),
    )


def _invitation(about: AboutAccount, links: Links, _: Translator) -> Letter:
    mail, places = about.mail, ", ".join(about.mail.places)
    subject = (
        _("{name} vous ouvre un accès à Boucle", name=mail.invited_by)
        if mail.invited_by
        else _("Votre accès à Boucle est ouvert")
    )
    return Letter(
        about=about,
        subjects=(subject, _("Votre accès à Boucle est ouvert")),
        preheader=_("Pour animer {places}.", places=places) if places else _("Pour l'exploiter."),
        opening=(
            _(
                "Vous pouvez désormais animer dans Boucle la démarche d'écologie industrielle de "
                "ce territoire : {places}.",
                places=places,
            )
            if places
            else _("Vous pouvez désormais exploiter Boucle."),
        ),
        blocks=(
            Block(
                key=True,
                lines=(
                    _(
                        "Il n'y a pas de mot de passe : indiquez l'adresse {email}, un lien de "
                        "connexion vous parvient aussitôt.",
                        email=mail.email,
                    ),
                ),
                actions=(Action(_("Ouvrir Boucle"), links.page("/connexion")),),
            ),
        ),
    )
