"""The fixed words that letters share, in French and in English. Data only."""

from typing import Final

from boucle.catalogue.figures import Language

SAY: Final[dict[Language, dict[str, str]]] = {
    "fr": {
        "greeting": "Bonjour {name},",
        "recall": "Rappel de la synergie",
        "why": "Pourquoi cela vaut un échange",
        "known": "Ce que l'on en sait",
        "emits_more": "Selon notre estimation, cet échange émettrait plus de CO₂ qu'il n'en "
        "éviterait. Son intérêt est ailleurs (des dépenses ou des déchets en moins, par "
        "exemple)\u00a0: à vous d'en juger.",
        "link_is_safe": "Ouvrir la page ne vous engage à rien\u00a0: seuls ses boutons répondent.",
        "own_offer": "Vous proposez",
        "own_need": "Vous cherchez",
        "own_member": "Vous",
        "own_words": "Dans vos mots",
        "own_site": "Votre site",
        "other_offer": "L'autre entreprise propose",
        "other_need": "L'autre entreprise cherche",
        "other_member": "L'autre entreprise",
        "sector": "Son secteur",
        "crowd": "Parmi",
        "distance": "Distance",
        "could_move": "Ce qui pourrait circuler",
        "climate": "Effet sur le climat",
        "because": "Vous recevez ce message parce que vous êtes le contact de "
        "l'entreprise {company} dans Boucle. Il ne contient ni image ni traceur.",
        "stop": "Ne plus recevoir ces messages",
    },
    "en": {
        "greeting": "Hello {name},",
        "recall": "The synergy",
        "why": "Why it is worth a talk",
        "known": "What is known of it",
        "emits_more": "By our estimate this exchange would emit more CO₂ than it would spare. Its "
        "interest lies elsewhere (less spending or less waste, for instance): you are the judge.",
        "link_is_safe": "Opening the page (in French) commits you to nothing: only its buttons "
        "answer.",
        "own_offer": "You offer",
        "own_need": "You need",
        "own_member": "You",
        "own_words": "In your words",
        "own_site": "Your site",
        "other_offer": "The other company offers",
        "other_need": "The other company needs",
        "other_member": "The other company",
        "sector": "Its sector",
        "crowd": "Among",
        "distance": "Distance",
        "could_move": "What could move",
        "climate": "Effect on the climate",
        "because": "You receive this message because you are the contact of {company} in Boucle. "
        "It holds neither image nor tracker.",
        "stop": "Stop these messages",
    },
}
