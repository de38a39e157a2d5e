"""Who runs a territory in tests, and who answers for data there: made up, with telephone numbers of
the range that Arcep keeps for fiction."""

from typing import Any, Final

ANIMATOR: Final[dict[str, Any]] = {
    "name": "Camille Lefèvre",
    "email": "eit@territoire.example",
    "phone": "02 61 91 00 11",
    "address": "1 rue de l'Exemple, 14000 Caen",
}
CONTROLLER: Final[dict[str, Any]] = {
    "name": "Communauté de l'Exemple",
    "address": "2 rue de l'Exemple, 14000 Caen",
    "rights": "donnees@territoire.example",
    "basis": "mission d'intérêt public (article 6.1.e du RGPD)",
    "kept_months": 36,
    "publisher": "Jeanne Leroy",
    "host": "Hébergeur de l'Exemple, 3 rue de l'Exemple, 14000 Caen, 02 61 91 00 99",
}
