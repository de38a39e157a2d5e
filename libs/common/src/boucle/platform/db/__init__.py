"""The database: sessions, the messaging tables, migrations.

Statements and SQL live in each service's ``store`` modules; only ``Database.write`` commits.
"""

from boucle.platform.db.database import (
    CommitForbidden,
    Database,
    ReadSession,
    Session,
    WriteSession,
)
from boucle.platform.db.migrations import (
    NewerSchema,
    create_messaging_tables,
    create_revoked_principal,
    keep_halts,
    keep_unpublished_only,
    migrate,
    pending_migrations,
    vacuum_outbox_often,
)
from boucle.platform.db.transient import PoolExhausted, is_transient

__all__ = [
    "CommitForbidden",
    "Database",
    "NewerSchema",
    "PoolExhausted",
    "ReadSession",
    "Session",
    "WriteSession",
    "create_messaging_tables",
    "create_revoked_principal",
    "is_transient",
    "keep_halts",
    "keep_unpublished_only",
    "migrate",
    "pending_migrations",
    "vacuum_outbox_often",
]
