"""Flows are found by family and cell, for copies of them; crowds of companies by the register;
lives by whom they were introduced to. The defaults are for the version before, which runs on while
this one starts; what it wrote, a rebuild fills.

Revision ID: 0014
"""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

# As `common.cells` has them.
_CELL = """floor(({place} ->> 'latitude')::float8 / 0.1)::smallint,
    east = floor(({place} ->> 'longitude')::float8 / 0.15)::smallint"""
_FLOWS = f"""
update owned_flow set output = flow ->> 'direction' = 'output',
    family = case when flow ? 'duplicate_of' or (flow -> 'on_trial')::text = 'true' then null
             else flow ->> 'family' end,
    division = coalesce(left(flow #>> '{{site,naf,code}}', 2), ''),
    north = {_CELL.format(place="(flow -> 'site')")}
from (select flow_id, convert_from(body, 'UTF8')::jsonb as flow from owned_flow) as shown
where shown.flow_id = owned_flow.flow_id
"""
# Of a site that declared no flow the cell is not known before its next event: those of the equator.
_SITES = """
update site set north = flow.north, east = flow.east
from (select distinct on (site_id) (convert_from(body, 'UTF8')::jsonb ->> 'site_id')::uuid
             as site_id, north, east from owned_flow order by 1) as flow
where flow.site_id = site.site_id
"""
_INTRODUCED = """
update life set introduced = case
    when found_by <> 'engine' or state not in ('detected', 'qualified')
         or convert_from(body, 'UTF8')::jsonb ? 'introduced_at' then organisations
    else '{}' end
"""


def upgrade() -> None:
    op.execute("alter table life add column introduced uuid[]")
    op.execute(_INTRODUCED)
    op.execute("alter table life alter column introduced set default '{}'")
    op.execute("alter table life alter column introduced set not null")
    op.execute("drop index life_organisations")
    op.execute("create index life_introduced on life using gin (introduced)")
    op.execute(
        "alter table owned_flow add column output boolean, add column family text, "
        "add column division text, add column north smallint, add column east smallint"
    )
    op.execute("alter table site add column north smallint, add column east smallint")
    op.execute(_FLOWS)
    op.execute(_SITES)
    op.execute("update site set north = 0, east = 0 where north is null")
    for table, column, default in (
        ("owned_flow", "output", "false"),
        ("owned_flow", "division", "''"),
        ("owned_flow", "north", "0"),
        ("owned_flow", "east", "0"),
        ("site", "north", "0"),
        ("site", "east", "0"),
    ):
        op.execute(f"alter table {table} alter column {column} set default {default}")
        op.execute(f"alter table {table} alter column {column} set not null")
    op.execute(
        "create index owned_flow_family on owned_flow "
        "(family, output, (north >> 3), (east >> 3), flow_id) "
        "where not withdrawn and family is not null"
    )
    op.execute(
        "create table register_companies (nace text not null, north smallint not null, "
        "east smallint not null, companies integer[] not null, primary key (nace, north, east))"
    )
    op.execute("create index register_companies_cell on register_companies (north, east)")
    op.execute(
        "create table crowd (family text not null, output boolean not null, "
        "division text not null, north smallint not null, east smallint not null, "
        "counts smallint[] not null, stale boolean not null, "
        "primary key (family, output, division, north, east))"
    )
    op.execute("create index crowd_stale on crowd (family) where stale")
    op.execute(
        "create index crowd_unplaced on crowd (family, output) "
        "where counts[7] < 3 and counts[8] >= 3"
    )
    op.execute(
        "insert into crowd select distinct family, output, division, north, east, "
        "'{}'::smallint[], true from owned_flow where family is not null and not withdrawn"
    )
