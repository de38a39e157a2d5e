"""What changed among facts and lists, for the worker that holds those in force in memory.

Noted by Postgres, so that nobody who writes can leave it out: a worker of the version before, a
rebuild, a hand.

Revision ID: 0007
"""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TABLE = """
    CREATE TABLE changed (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        kinds text[],
        entities text[],
        lists uuid[]
    ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000)
"""

NOTING = {
    "fact": "INSERT INTO public.changed (kinds, entities) "
    "SELECT array_agg(kind), array_agg(entity) FROM rows HAVING count(*) > 0",
    "flow_list": "INSERT INTO public.changed (lists) "
    "SELECT array_agg(DISTINCT flow) FROM rows HAVING count(*) > 0",
}
EVENTS = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}


def upgrade() -> None:
    op.execute(TABLE)
    for table, note in NOTING.items():
        op.execute(
            f"CREATE FUNCTION note_{table}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {note}; RETURN NULL; END $$"
        )
        for event, which in EVENTS.items():
            op.execute(
                f"CREATE TRIGGER note_{event.lower()} AFTER {event} ON {table} "
                f"REFERENCING {which} TABLE AS rows FOR EACH STATEMENT "
                f"EXECUTE FUNCTION note_{table}()"
            )


def downgrade() -> None:
    raise NotImplementedError("facts are rebuilt by replaying the topics, never undone")
