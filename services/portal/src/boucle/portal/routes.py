"""Every page of the portal."""

from typing import Final

from boucle.portal.signing_in import pages as signing_in

ROUTERS: Final = (signing_in.router,)
