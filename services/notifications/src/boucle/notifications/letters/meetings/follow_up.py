"""Ask a week after a meeting what came of it, and tell what moved in the company's own synergies.

It says of a synergy what its reader may see: its state, and the next step where names were
exchanged.
"""

from boucle.catalogue import LABELS
from boucle.notifications.letters import words
from boucle.notifications.letters.letter import AboutMeeting, Block, Letter
from boucle.notifications.letters.masked import MaskedView
from boucle.notifications.letters.meetings import parts
from boucle.notifications.translating import translator
from boucle.pages.translating import Translator


def follow_up(about: AboutMeeting) -> Letter:
    meeting, language = about.meeting, about.language
    _ = translator(language)
    day = parts.short_day(meeting, _)
    what = {"title": meeting.title, "day": day}
    opening = (
        _("Il y a une semaine, vous étiez à la rencontre « {title} », le {day}.", **what)
        if about.attended
        else _(
            "Il y a une semaine, le {day}, avait lieu la rencontre « {title} », à laquelle vous "
            "pensiez venir.",
            **what,
        )
    )
    ask = _(
        "Qu'est-ce que cela a donné pour vous ? Répondez à ce message en une ligne, même pour dire "
        "que rien n'a bougé."
    )
    lines = [ask]
    if about.animator:
        lines.append(_("{name} lira votre réponse.", name=about.animator.name))
    blocks = [Block(lines=tuple(lines), key=True)]
    if about.views:
        points = tuple(_what_moved(view, about, _) for view in about.views)
        blocks.append(Block(heading=_("Où en sont vos synergies"), points=points))
    return Letter(
        about=about,
        subjects=(
            _("Où en êtes-vous depuis le {day} ? {title}", **what),
            _("Où en êtes-vous depuis la rencontre du {day} ?", day=day),
        ),
        preheader=ask,
        opening=(opening,),
        blocks=tuple(blocks),
    )


def _what_moved(view: MaskedView, about: AboutMeeting, _: Translator) -> str:
    language = about.language
    matter = parts.line(view, about.names, _)
    if view.state is None:
        return matter
    label = LABELS["state"][view.state]
    state = label.fr if language == "fr" else label.en
    moved = view.state_since is not None and view.state_since >= about.meeting.starts_at
    state = (
        _("{matter}. Depuis la rencontre : {state}.", matter=matter, state=state)
        if moved
        else _("{matter}. Toujours : {state}.", matter=matter, state=state)
    )
    action = view.next_action
    if action is None:
        return state
    step = action.what.rstrip(" .")
    if action.due is None:
        planned = _("Prochaine étape : {step}.", step=step)
    else:
        due = words.day(action.due, language)
        planned = _("Prochaine étape : {step}, pour le {due}.", step=step, due=due)
    return f"{state} {planned}"
