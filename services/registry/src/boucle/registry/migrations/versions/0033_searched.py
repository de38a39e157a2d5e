"""Organisations, sites and flows are found by words, without accents and case."""

from alembic import op

revision = "0033"
down_revision = "0032"

_FUNCTION = r"""
CREATE FUNCTION searchable(text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT to_tsvector('simple', regexp_replace(lower(regexp_replace(normalize(
        replace(replace(replace(replace($1, 'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae'), NFKD
    ), '[\u0300-\u036f]', '', 'g')), '[^a-z0-9]+', ' ', 'g'))
$$
"""


def upgrade() -> None:
    op.execute(_FUNCTION)
    op.execute("CREATE INDEX organisation_searched ON organisation USING gin (searchable(name))")
    op.execute(
        "CREATE INDEX site_searched ON site USING gin "
        "(searchable(name || ' ' || coalesce(commune, '')))"
    )
    op.execute("CREATE INDEX flow_searched ON flow USING gin (searchable(draft ->> 'text'))")
