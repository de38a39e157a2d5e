"""Rebuild facts from the log in a shadow table, and correct the differences."""

import time
from collections.abc import Callable
from typing import Any, Final

from boucle.catalogue import load_catalogue
from boucle.indicators.facts.consumer import CONSUMED, CONSUMER, record_facts
from boucle.indicators.facts.wire import report_unit_of
from boucle.indicators.stored.store import touch_all
from boucle.platform.db import WriteSession
from boucle.platform.process.service import Resources
from boucle.platform.recovery import shadow_tables
from boucle.platform.recovery.shadow_tables import SCHEMA, Consumed, ShadowTable
from boucle.platform.recovery.verdict import DIFFERENT, NOT_DONE, SAME, NotComparable, first_of

FACTS: Final = ShadowTable(
    "fact",
    key=("kind", "entity", "version"),
    compared=("valid_from", "known_from", "gone", "territories", "organisations", "body"),
)

LISTS: Final = ShadowTable(
    "flow_list",
    key=("flow", "month"),
    compared=("version", "offers", "partners", "synergies", "ranks", "quantities"),
    forgotten="live.version = 0",  # of pairs stored one by one before migration 0005
)

_BEGINNINGS = f"""
SELECT (SELECT min(known_from) FROM public.fact), (SELECT min(known_from) FROM {SCHEMA}.fact)
"""
_COUNT = "SELECT count(*) FROM fact"


async def rebuild(
    resources: Resources[Any], wait: float, dry: bool, say: Callable[[str], None]
) -> int:
    """Return the verdict. Raise NotComparable: nothing changed."""
    began = time.monotonic()
    consumed = Consumed(
        CONSUMER,
        CONSUMED,
        record_facts(report_unit_of(load_catalogue())),
        (FACTS, LISTS),
        check=_of_this_log,
        follow=lambda session: touch_all(session, resources.clock().date()),
    )
    try:
        found = await shadow_tables.rebuild(
            resources.database, resources.bus, consumed, wait=wait, dry=dry
        )
    except NotComparable as why:
        say(f"not rebuilt: {why}")
        return NOT_DONE
    async with resources.database.read() as session:
        facts = await (await session.driver()).fetchval(_COUNT)
    for line in first_of([str(one) for one in found]):
        say(line)
    done = "compared" if dry else "rebuilt"
    say(f"{facts} facts {done} in {time.monotonic() - began:.1f} s; differences: {len(found)}")
    return DIFFERENT if found else SAME


async def _of_this_log(session: WriteSession) -> None:
    """Raise NotComparable when facts are older than the log: after a restore next to another log,
    history is in the facts only."""
    row = await (await session.driver()).fetchrow(_BEGINNINGS)
    live, made = row or (None, None)
    if live is not None and (made is None or live < made):
        raise NotComparable(
            f"facts are known since {live:%Y-%m-%d %H:%M}, the log tells nothing before "
            f"{f'{made:%Y-%m-%d %H:%M}' if made else 'now'}: it is another log than theirs, and "
            "they would lose their history"
        )
