"""Tell members what became of a group: one left, it is at risk, it is over, it is served."""

from boucle.notifications.letters import words
from boucle.notifications.letters.groups.parts import gain, group_of, group_overview
from boucle.notifications.letters.letter import AboutSynergy, Block, Letter
from boucle.notifications.letters.subjects import with_matter
from boucle.notifications.translating import translator
from boucle.pages.translating import N_, Translator


def member_left(about: AboutSynergy) -> Letter:
    """Tell those who know each other that it goes on without one member, who is not named."""
    _, matter = translator(about.language), group_of(about).need.whole
    count = len(about.others) + 1
    goes_on = _("Le groupe continue avec {count} membres, vous compris.", count=count)
    return Letter(
        about=about,
        subjects=with_matter(
            about.view, (_("le groupe continue sans une entreprise"), _("le groupe continue"))
        ),
        preheader=goes_on,
        opening=(_("Une entreprise quitte votre groupe pour {matter}.", matter=matter), goes_on),
        blocks=(gain(about), group_overview(about)),
        closing=(_("Nous vous écrirons si le groupe ne tient plus sans elle."),),
    )


def at_risk(about: AboutSynergy) -> Letter:
    _, group = translator(about.language), group_of(about)
    why = _because(about, _)
    to_whom = words.to_whom(about.writer, about.language)
    if group.lost:
        news: tuple[str, ...] = (_("le groupe n'est plus viable"),)
        stands = _("Pour {matter}, il n'atteint plus ce qu'il lui faut.", matter=group.need.whole)
    else:
        news = (_("le groupe est fragile"), _("groupe fragile"))
        stands = _("Pour {matter}, il tient encore, mais de peu.", matter=group.need.whole)
    return Letter(
        about=about,
        subjects=with_matter(about.view, news),
        preheader=why,
        opening=(why, stands),
        blocks=(
            Block(
                heading=_("Ce qui aiderait"),
                points=(
                    _(
                        "Une entreprise de plus : en connaissez-vous une ? Dites-le {to_whom}.",
                        to_whom=to_whom,
                    ),
                    _("Un mot de chacun sur ce qui va changer chez lui dans l'année."),
                ),
            ),
            gain(about),
            group_overview(about),
        ),
    )


def _because(about: AboutSynergy, _: Translator) -> str:
    group = group_of(about)
    why = ", ".join(group.risks)
    if group.lost:
        return _("Votre groupe n'est plus viable : {why}.", why=why or _("il ne suffit plus"))
    return (
        _("Votre groupe est fragile : {why}.", why=why) if why else _("Votre groupe est fragile.")
    )


def group_over(about: AboutSynergy) -> Letter:
    _, group = translator(about.language), group_of(about)
    news, reason = _why_over(about, _)
    to_whom = words.to_whom(about.writer, about.language)
    if group.joining == "member":
        left = N_("Connaissez-vous une entreprise qui pourrait le rejoindre ? Dites-le {to_whom}.")
    elif group.named:
        left = N_("Merci d'avoir essayé. {who} peut chercher autre chose avec vous.")
    else:
        left = N_(
            "Votre nom n'a été transmis à personne. {who} peut chercher autre chose avec vous."
        )
    return Letter(
        about=about,
        subjects=with_matter(about.view, (news,)),
        preheader=reason,
        opening=(reason, _(left, who=words.sentence(about.writer), to_whom=to_whom)),
        blocks=(group_overview(about),),
    )


def _why_over(about: AboutSynergy, _: Translator) -> tuple[str, str]:
    """Return the news, and the sentence that says why."""
    group = group_of(about)
    matter = group.need.whole
    if group.growing is not None:
        news, sentence = group.growing.over
        return _(news), _(sentence, matter=matter)
    why = ", ".join(group.risks)
    reason = (
        _("Le groupe s'arrête pour {matter} : {why}.", matter=matter, why=why)
        if why
        else _("Le groupe s'arrête pour {matter} : il n'est plus viable.", matter=matter)
    )
    return _("le groupe s'arrête"), reason


def carrier_named(about: AboutSynergy) -> Letter:
    _, group = translator(about.language), group_of(about)
    name = about.carrier.name if about.carrier else _("un prestataire")
    who = words.sentence(about.writer)
    text = _(
        "{who} propose {carrier} pour {matter}.", who=who, carrier=name, matter=group.need.whole
    )
    return Letter(
        about=about,
        subjects=with_matter(
            about.view,
            (_("{carrier} pourrait s'en charger", carrier=name), _("qui s'en chargerait")),
        ),
        preheader=text,
        opening=(
            text,
            _(
                "Vous restez libres, ensemble, de choisir quelqu'un d'autre que {carrier}.",
                carrier=name,
            ),
        ),
        blocks=(gain(about), group_overview(about)),
    )
