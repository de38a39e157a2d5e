"""Every page of the portal."""

from typing import Final

from boucle.portal.companies import pages as companies
from boucle.portal.maps import pages as maps
from boucle.portal.meetings import changes as meeting_changes
from boucle.portal.meetings import pages as meetings
from boucle.portal.needs import pages as needs
from boucle.portal.operations import events as operated_events
from boucle.portal.operations import pages as operations
from boucle.portal.own_company import changing, introductions, known, sharings
from boucle.portal.own_company import pages as own_company
from boucle.portal.signing_in import openid, own_data, passkeys
from boucle.portal.signing_in import pages as signing_in
from boucle.portal.synergies import groups, letters
from boucle.portal.synergies import pages as synergies
from boucle.portal.territories import pages as territories
from boucle.portal.today import pages as today
from boucle.portal.trust import pages as trust
from boucle.portal.visits import files as visit_files
from boucle.portal.visits import flows as visit_flows
from boucle.portal.visits import pages as visits
from boucle.portal.visits import sharings as visit_sharings
from boucle.portal.welcome import pages as welcome
from boucle.portal.workshops import day as workshop_day
from boucle.portal.workshops import pages as workshops

ROUTERS: Final = (
    welcome.router,
    today.router,
    letters.router,
    synergies.router,
    groups.router,
    needs.router,
    companies.router,
    meeting_changes.router,  # before: its /rencontres/nouvelle is no id of a meeting
    meetings.router,
    workshops.router,
    workshop_day.router,
    maps.router,
    trust.router,
    visit_files.router,
    visits.router,
    visit_flows.router,
    visit_sharings.router,
    territories.router,
    operations.router,
    operated_events.router,
    own_company.router,
    introductions.router,
    changing.router,
    sharings.router,
    known.router,
    passkeys.router,
    openid.router,
    signing_in.router,
    own_data.router,
)
