"""The fixed words of letters, in French and in English. Data only."""

from typing import Final

from boucle.catalogue.figures import Language

SAY: Final[dict[Language, dict[str, str]]] = {
    "fr": {
        "greeting": "Bonjour {name},",
        "intro": "Boucle, au service de l'écologie industrielle de votre territoire, a repéré "
        "une synergie possible entre votre entreprise et une autre.",
        "intro_blind": "Aucune des deux ne connaît le nom de l'autre, et rien ne sera transmis "
        "sans votre accord.",
        "at_a_glance": "La synergie en bref",
        "recall": "Rappel de la synergie",
        "why": "Pourquoi cela vaut un échange",
        "known": "Ce que l'on en sait",
        "emits_more": "Selon notre estimation, cet échange émettrait plus de CO₂ qu'il n'en "
        "éviterait. Son intérêt est ailleurs (des dépenses ou des déchets en moins, par "
        "exemple)\u00a0: à vous d'en juger.",
        "see_and_answer": "Voir et répondre",
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
        "distance": "Distance",
        "could_move": "Ce qui pourrait circuler",
        "climate": "Effet sur le climat",
        "consent_subject": "{family}\u00a0: l'autre entreprise{sector} est intéressée aussi, "
        "acceptez-vous l'échange de coordonnées\u00a0?",
        "consent": "Bonne nouvelle\u00a0: vous êtes intéressés tous les deux.",
        "consent_how": "Pour vous mettre en relation, il ne manque que votre accord\u00a0: cochez "
        "«\u00a0transmettez mes coordonnées\u00a0» sur la page, puis «\u00a0Intéressé\u00a0».",
        "consent_action": "Donner mon accord",
        "consent_else": "Sans votre accord, votre nom et vos coordonnées restent inconnus de "
        "l'autre entreprise.",
        "disclosure_subject": "{family}\u00a0: vous voilà en relation avec {names}",
        "disclosure": "Vous avez tous deux accepté l'échange de coordonnées. Voici celles de "
        "l'autre entreprise ; elle a reçu les vôtres.",
        "disclosure_care": "Ces coordonnées vous sont confiées pour cette synergie seulement.",
        "contact": "Contact",
        "no_contact": "à demander à l'animateur de votre territoire",
        "phone": "Téléphone",
        "email": "Adresse électronique",
        "next_step": "Prochaine étape",
        "to_do": "À faire",
        "by": "Pour le",
        "call_each_other": "Appelez-vous dans la semaine, pour parler qualité, quantités et "
        "calendrier. L'animateur de votre territoire peut vous aider.",
        "meeting_subject": "Invitation\u00a0: {title}, {day} à {hour}",
        "meeting": "L'animateur de votre territoire vous invite à une rencontre qui concerne "
        "votre entreprise.",
        "what": "Quoi",
        "when": "Quand",
        "where": "Où",
        "about": "Les synergies dont il sera question pour vous",
        "about_named": "{family}\u00a0: votre échange avec {names}, {place}",
        "meeting_action": "Dire si vous venez",
        "meeting_blind": "Les noms des autres entreprises ne sont donnés qu'avec leur accord.",
        "because": "Vous recevez ce message parce que vous êtes le contact de "
        "l'entreprise {company} dans Boucle. Il ne contient ni image ni traceur.",
        "stop": "Ne plus recevoir ces messages",
    },
    "en": {
        "greeting": "Hello {name},",
        "intro": "Boucle, at the service of industrial ecology in your territory, found a "
        "possible synergy between your company and another.",
        "intro_blind": "Neither of you knows the other's name, and nothing will be passed on "
        "without your consent.",
        "at_a_glance": "The synergy at a glance",
        "recall": "The synergy",
        "why": "Why it is worth a talk",
        "known": "What is known of it",
        "emits_more": "By our estimate this exchange would emit more CO₂ than it would spare. Its "
        "interest lies elsewhere (less spending or less waste, for instance): you are the judge.",
        "see_and_answer": "See and answer",
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
        "distance": "Distance",
        "could_move": "What could move",
        "climate": "Effect on the climate",
        "consent_subject": "{family}: the other company{sector} is interested too, may we "
        "exchange contact details?",
        "consent": "Good news: you are both interested.",
        "consent_how": "Only your consent is missing: on the page, tick "
        "«\u00a0transmettez mes coordonnées\u00a0», then «\u00a0Intéressé\u00a0».",
        "consent_action": "Give my consent",
        "consent_else": "Without it, the other company will not know your name or details.",
        "disclosure_subject": "{family}: you are now in touch with {names}",
        "disclosure": "You both agreed to exchange contact details. Here are those of the other "
        "company; it received yours.",
        "disclosure_care": "These details are given to you for this synergy only.",
        "contact": "Contact",
        "no_contact": "ask the animator of your territory",
        "phone": "Phone",
        "email": "E-mail",
        "next_step": "Next step",
        "to_do": "To do",
        "by": "By",
        "call_each_other": "Call each other within the week, about quality, quantities and "
        "calendar. The animator of your territory can help.",
        "meeting_subject": "Invitation: {title}, {day} at {hour}",
        "meeting": "The animator of your territory invites you to a meeting that concerns your "
        "company.",
        "what": "What",
        "when": "When",
        "where": "Where",
        "about": "Your synergies that it is about",
        "about_named": "{family}: your exchange with {names}, {place}",
        "meeting_action": "Say if you come",
        "meeting_blind": "The names of other companies are given only with their consent.",
        "because": "You receive this message because you are the contact of {company} in Boucle. "
        "It holds neither image nor tracker.",
        "stop": "Stop these messages",
    },
}
