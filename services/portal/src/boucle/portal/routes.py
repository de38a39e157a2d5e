"""Every page of the portal."""

from typing import Final

from boucle.portal.companies import pages as companies
from boucle.portal.own_company import changing, known, sharings
from boucle.portal.own_company import pages as own_company
from boucle.portal.signing_in import own_data
from boucle.portal.signing_in import pages as signing_in
from boucle.portal.synergies import letters
from boucle.portal.synergies import pages as synergies
from boucle.portal.territories import pages as territories
from boucle.portal.today import pages as today
from boucle.portal.trust import pages as trust

ROUTERS: Final = (
    today.router,
    letters.router,
    synergies.router,
    companies.router,
    trust.router,
    territories.router,
    own_company.router,
    changing.router,
    sharings.router,
    known.router,
    signing_in.router,
    own_data.router,
)
