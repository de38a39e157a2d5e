"""Hold sessions, the messaging tables and migrations. Statements and SQL are in each service's
``store`` modules; only ``Database.write`` commits."""

from boucle.platform.db.database import (
    CommitForbidden,
    Database,
    ReadSession,
    Session,
    WriteSession,
)
from boucle.platform.db.migrations import (
    REPLAYED_BY,
    UnknownSchema,
    create_messaging_tables,
    migrate,
    pending_migrations,
    run_script,
)
from boucle.platform.db.transient import PoolExhausted
from boucle.platform.transient import is_transient

__all__ = [
    "REPLAYED_BY",
    "CommitForbidden",
    "Database",
    "PoolExhausted",
    "ReadSession",
    "Session",
    "UnknownSchema",
    "WriteSession",
    "create_messaging_tables",
    "is_transient",
    "migrate",
    "pending_migrations",
    "run_script",
]
