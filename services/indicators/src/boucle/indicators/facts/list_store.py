"""Store the newest lists of best partners by month, and mark the figures that they change."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate, chain
from typing import Any
from uuid import UUID

from boucle.indicators.facts.bodies import Fact, LifeBody
from boucle.indicators.facts.lists import FlowList
from boucle.indicators.facts.touching import days_touched
from boucle.platform.db import Session, WriteSession

_COLUMNS = "flow, month, version, offers, partners, synergies, ranks, quantities"

_REMOVE_OLDER = """
    DELETE FROM flow_list held
    USING unnest($1::uuid[], $2::date[], $3::bigint[]) AS new(flow, month, version)
    WHERE held.flow = new.flow AND held.month >= new.month AND held.version < new.version
"""

# The partners of all lists are concatenated: those of a list are at ``$5 ..< $6``.
_ADD = f"""
    INSERT INTO flow_list ({_COLUMNS})
    SELECT flow, month, version, offers, ($7::uuid[])[start + 1:stop],
           substring($8::bytea FROM 16 * start + 1 FOR 16 * (stop - start)),
           ($9::integer[])[start + 1:stop], ($10::bigint[])[start + 1:stop]
    FROM unnest($1::uuid[], $2::date[], $3::bigint[], $4::boolean[], $5::integer[], $6::integer[])
        AS new(flow, month, version, offers, start, stop)
    WHERE NOT EXISTS (
        SELECT FROM flow_list held
        WHERE held.flow = new.flow AND held.month <= new.month AND held.version >= new.version
    )
"""

# This runs before the lists are stored. A list changes figures where its flow and its partners are,
# and where those of the list that it replaces are: from its month on, from that of its next one,
# and from where one of these flows changes.
_TOUCH_OF_LISTS = """
    WITH new AS (SELECT * FROM unnest($1::uuid[], $2::date[]) AS new(flow, month)),
    held AS (
        SELECT new.flow, new.month AS since, list.month, list.partners
        FROM new JOIN flow_list list ON list.flow = new.flow AND list.month >= coalesce((
            SELECT max(month) FROM flow_list before
            WHERE before.flow = new.flow AND before.month < new.month
        ), new.month)
    ),
    involved AS (
        SELECT flow, flow AS one FROM new
        UNION SELECT * FROM unnest($3::uuid[], $4::uuid[])
        UNION SELECT flow, unnest(partners) FROM held
    ),
    known AS (
        SELECT flow, valid_from, territories FROM involved
        JOIN fact ON kind = 'flow' AND entity = one::text
    ),
    days AS (
        SELECT flow, month AS day FROM new
        UNION SELECT flow, month FROM held WHERE month > since
        UNION SELECT flow, valid_from FROM new JOIN known USING (flow) WHERE valid_from > month
    )
    INSERT INTO touched (territory, day)
    SELECT DISTINCT territory, CASE WHEN day > $5 THEN day ELSE date_trunc('month', day)::date END
    FROM days JOIN known USING (flow) CROSS JOIN LATERAL unnest(territories) AS territory
"""

# A new or changed flow changes figures where it is and where its candidates are: from then on, and
# where one of their lists or of these flows changes.
_TOUCH_OF_FLOWS = """
    WITH new AS (SELECT * FROM unnest($1::uuid[], $2::date[]) AS new(flow, day)),
    list AS (
        SELECT new.flow AS one, day, owner, month, partners FROM new
        CROSS JOIN LATERAL (
            SELECT new.flow AS owner
            UNION SELECT flow FROM flow_list WHERE partners @> ARRAY[new.flow]
        ) owners
        JOIN flow_list ON flow_list.flow = owner
    ),
    involved AS (
        SELECT flow AS one, day, flow AS other FROM new
        UNION SELECT one, day, owner FROM list
        UNION SELECT one, day, unnest(partners) FROM list WHERE owner = one
    ),
    known AS (
        SELECT one, day, valid_from, territories FROM involved
        JOIN fact ON kind = 'flow' AND entity = other::text
    ),
    days AS (
        SELECT one, greatest(day, month) AS day FROM list
        UNION SELECT one, valid_from FROM known WHERE valid_from > day
    )
    INSERT INTO touched (territory, day)
    SELECT DISTINCT territory,
           CASE WHEN days.day > $3 THEN days.day ELSE date_trunc('month', days.day)::date END
    FROM days JOIN known USING (one) CROSS JOIN LATERAL unnest(territories) AS territory
"""

_NEWEST_OF_EACH = f"""
    SELECT {_COLUMNS} FROM {{owners}} AS owners(owner) CROSS JOIN LATERAL (
        SELECT * FROM flow_list WHERE flow = owner AND month <= $1 ORDER BY month DESC LIMIT 1
    ) newest
"""

_IN_FORCE = _NEWEST_OF_EACH.format(owners="(SELECT DISTINCT flow FROM flow_list)")

_OF_OWNERS = _NEWEST_OF_EACH.format(owners="unnest($2::uuid[])")

_OWNERS_WITH = """(
        SELECT flow FROM flow_list WHERE flow = any($2)
        UNION SELECT flow FROM flow_list WHERE partners && $2
    )"""

# A sought-after flow is in thousands of lists: these entries come as one list of that flow.
_OF_FLOWS = f"""
    WITH newest AS ({_NEWEST_OF_EACH.format(owners=_OWNERS_WITH)})
    SELECT {_COLUMNS}, false FROM newest WHERE flow = any($2)
    UNION ALL
    SELECT partner, max(month), max(version), NOT offers, array_agg(flow ORDER BY flow),
           string_agg(substring(synergies FROM 16 * place::integer - 15 FOR 16), '' ORDER BY flow),
           array_agg(ranks[place] ORDER BY flow), array_agg(quantities[place] ORDER BY flow), true
    FROM newest CROSS JOIN LATERAL unnest(partners) WITH ORDINALITY AS entry(partner, place)
    WHERE partner = any($2) AND flow <> all($2)
    GROUP BY partner, offers
"""


async def add_lists(session: WriteSession, lists: Sequence[FlowList]) -> None:
    flows, months, versions, offers, partners, synergies, ranks, quantities = zip(
        *[each[:-1] for each in lists], strict=True
    )
    await session.fetch(_REMOVE_OLDER, flows, months, versions)
    ends = list(accumulate(map(len, partners)))
    await session.fetch(
        _ADD,
        *(flows, months, versions, offers, [0, *ends[:-1]], ends),
        *(list(chain.from_iterable(partners)), b"".join(synergies)),
        *(list(chain.from_iterable(ranks)), list(chain.from_iterable(quantities))),
    )


async def touch_of_lists(session: WriteSession, lists: Sequence[FlowList], today: date) -> None:
    owners = [each.flow for each in lists for _ in each.partners]
    partners = [partner for each in lists for partner in each.partners]
    await session.fetch(
        _TOUCH_OF_LISTS,
        [each.flow for each in lists],
        [each.month for each in lists],
        owners,
        partners,
        today,
    )


async def touch_of_flows(session: WriteSession, facts: Iterable[Fact], today: date) -> None:
    days = list(_days_of_flows(facts))
    if days:
        await session.fetch(_TOUCH_OF_FLOWS, *zip(*days, strict=True), today)


def _days_of_flows(facts: Iterable[Fact]) -> Iterator[tuple[UUID, date]]:
    """Yield flows that change, or of which what runs takes another part, with the days from which
    on."""
    for fact in facts:
        if fact.kind == "flow":
            yield UUID(fact.entity), fact.valid_from
        elif isinstance(fact.body, LifeBody):
            for day in days_touched(fact):
                yield from ((UUID(flow), day) for flow in fact.body.taken)


async def lists_in_force(session: Session, on: date) -> list[FlowList]:
    return _lists(await session.fetch(_IN_FORCE, on))


async def lists_of_owners(session: Session, flows: Collection[UUID], on: date) -> list[FlowList]:
    return _lists(await session.fetch(_OF_OWNERS, on, list(flows))) if flows else []


async def lists_of_flows(session: Session, flows: Collection[UUID], on: date) -> list[FlowList]:
    return _lists(await session.fetch(_OF_FLOWS, on, list(flows)))


def _lists(rows: Iterable[Any]) -> list[FlowList]:
    return [FlowList(*row) for row in rows]
