"""Build the conditions of a list, each with its own numbered parameters."""

from collections.abc import Callable, Collection, Mapping
from operator import attrgetter
from typing import Final

from boucle.platform.identity import Principal
from boucle.platform.paging import Cursor, PageRequest

KM_PER_DEGREE = 111.19
"""Of latitude, on a sphere of 6371.0088 km."""

# Haversine. least(): rounding must not take the root of antipodes beyond 1.
KM_BETWEEN = """
    2 * 6371.0088 * asin(least(1, sqrt(
        power(sind((latitude - {0}) / 2), 2)
        + cosd({0}) * cosd(latitude) * power(sind((longitude - {1}) / 2), 2)
    )))
"""
"""SQL: from a row's ``latitude`` and ``longitude`` to two expressions."""


NAMED: Final = "searchable(name) @@ to_tsquery('simple', {0})"
"""SQL: a word of an organisation's name begins so."""
AT_PLACE: Final = "searchable(name || ' ' || coalesce(commune, '')) @@ to_tsquery('simple', {0})"
"""SQL: a word of a site's name or commune does."""
DESCRIBED: Final = (
    "searchable(draft ->> 'text') @@ to_tsquery('simple', {0}) OR "
    f"site_id IN (SELECT id FROM site WHERE {AT_PLACE})"
)
"""SQL: a word of a flow's text does, or one of its site."""


class Where:
    """Conditions joined by AND; ``{}`` in a condition stands for its parameter."""

    def __init__(self) -> None:
        self._conditions: list[str] = []
        self.parameters: list[object] = []

    def add(self, condition: str, *parameters: object) -> None:
        first = len(self.parameters) + 1
        numbers = [f"${first + position}" for position in range(len(parameters))]
        self._conditions.append(condition.format(*numbers))
        self.parameters.extend(parameters)

    def maybe(self, condition: str, parameter: object | None) -> None:
        if parameter is not None:
            self.add(condition, parameter)

    def any_of(self, column: str, values: Collection[object] | None, kind: str) -> None:
        """Add a condition; ``kind``: of the column. One value is compared as one, so that its index
        gives the order and Postgres plans it once."""
        if values is not None and len(values) == 1:
            self.add(f"{column} = {{}}", *values)
        elif values is not None:
            self.add(f"{column} = ANY({{}}::{kind}[])", list(values))

    def words(self, condition: str, words: Collection[str]) -> None:
        """Add the condition of each word, ``{0}`` in it: a word of the row begins so."""
        for word in words:
            self.add(f"({condition})", f"{word}:*")

    def withdrawn(self, wanted: bool | None) -> None:
        """Select only withdrawn rows (True), which have an index of their own; none (False); or
        both."""
        if wanted is not None:
            self.add("withdrawn_at IS NOT NULL" if wanted else "withdrawn_at IS NULL")

    def __str__(self) -> str:
        return " AND ".join(self._conditions) or "true"


def page(
    where: Where, request: PageRequest, id_of: Callable[[Cursor], object] = attrgetter("id")
) -> str:
    """Add the page's conditions; return the rest of the statement (order, one row more than asked).
    ``id_of``: the last row's id, as the table has it."""
    column, direction = request.sort.column, request.sort.direction
    where.maybe("updated_at >= {}", request.updated_after)
    if request.after is not None:
        place = request.after.value, id_of(request.after)
        where.add(f"({column}, id) {request.sort.beyond} ({{}}, {{}})", *place)
    return f"ORDER BY {column} {direction}, id {direction} LIMIT {request.limit + 1}"


def reachable(
    where: Where, principal: Principal, *, organisation: str, territory: str, tools: str
) -> None:
    """Select only what this principal may see; nothing by default. Arguments are SQL
    expressions."""
    match principal.role:
        case "operator":
            pass
        case "company":
            where.add(f"{organisation} = ANY({{}}::uuid[])", list(principal.organisations))
        case "animator":
            where.add(territory, list(principal.territories))
        case "tool":
            where.add(tools, principal.client_id)
        case _:
            where.add("false")


def reachable_by_organisation(where: Where, principal: Principal) -> None:
    """Select the same of rows with their own ``organisation_id`` and ``territory``."""
    reachable(
        where,
        principal,
        organisation="organisation_id",
        territory="territory = ANY({}::text[])",
        tools="organisation_id IN (SELECT id FROM organisation WHERE tools @> ARRAY[{}::text])",
    )


_IDS: Final = ("site_id", "organisation_id")
# An index gives the rows of one territory, or organisation, in order. Asked at once for all that
# are ``$1``, Postgres may rather look through everybody's.
_OF_EACH: Final = """
    SELECT found.* FROM unnest($1::{kind}[]) AS own(value) CROSS JOIN LATERAL (
        SELECT {columns} FROM {table} WHERE {column} = own.value AND {where} {tail}
    ) AS found {tail}
"""
_OWN: Final = {
    "animator": {"column": "territory", "kind": "text"},
    "company": {"column": "organisation_id", "kind": "uuid"},
}


def page_of_declared(
    table: str,
    columns: str,
    principal: Principal,
    request: PageRequest,
    filters: Mapping[str, Collection[object] | None],
    *,
    withdrawn: bool | None,
    words: Collection[str] = (),
) -> tuple[str, list[object]]:
    """Return the statement of a page of declarations, and its parameters. ``filters``: column ->
    any of its values; ``withdrawn``: only those (True), none (False), both; ``words``: as of
    ``DESCRIBED``."""
    where = Where()
    reachable_by_organisation(where, principal)
    for column, values in filters.items():
        where.any_of(column, values, "uuid" if column in _IDS else "text")
    where.words(DESCRIBED, words)
    where.withdrawn(withdrawn)
    tail = page(where, request, Cursor.uuid)
    if principal.role not in _OWN:
        return f"SELECT {columns} FROM {table} WHERE {where} {tail}", where.parameters
    own = _OWN[principal.role]
    statement = _OF_EACH.format(table=table, columns=columns, where=where, tail=tail, **own)
    return statement, where.parameters
