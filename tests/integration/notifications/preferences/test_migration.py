"""Who had stopped our mails before there were preferences stopped them still."""

from datetime import UTC, datetime
from uuid import uuid4

from boucle.notifications.app import SERVICE
from boucle.notifications.preferences import store
from boucle.notifications.preferences.decisions import Preference
from boucle.platform.db import migrate
from tests.kit import ServiceDatabase

STOPPED_AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
BEFORE = "0016"


async def test_who_stopped_our_mails_stays_so(service_database: ServiceDatabase) -> None:
    database = await service_database(SERVICE, BEFORE)
    contact, mail = uuid4(), uuid4()
    insert = "insert into stopped_contact (contact_id, mail_id, stopped_at) values ($1, $2, $3)"
    await database.execute(insert, contact, mail, STOPPED_AT)
    await migrate(database.url, SERVICE.migrations)
    assert await store.of_contacts(database, {contact: None, uuid4(): None}) == {
        contact: Preference(stopped=True)
    }
