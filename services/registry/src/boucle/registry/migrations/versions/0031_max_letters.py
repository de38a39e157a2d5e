"""The most letters a company gets in a month."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    column = sa.Column("max_letters", sa.Integer, nullable=False, server_default="0")
    op.add_column("territory", column)
