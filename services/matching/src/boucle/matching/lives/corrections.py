"""Lives put back at the versions of the log, after a restore."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from boucle.contract.introduced import introduced_to
from boucle.matching.lives.seen import TOGETHER, moment_for
from boucle.matching.lives.store import LifeStep, StoredLife, values_of
from boucle.matching.tables import LifeHistory, LifeRow, ShownLife
from boucle.platform.db import WriteSession
from boucle.platform.db.writes import insert_of, upsert_of

# Whatever version the row has.
_PUT_LIFE = upsert_of(LifeRow)
_PUT_SHOWN = upsert_of(ShownLife)
_PUT_STEP = f"{insert_of(LifeHistory)} ON CONFLICT DO NOTHING"


async def put_life(
    session: WriteSession, stored: StoredLife, steps: Iterable[LifeStep], now: datetime
) -> None:
    """A life at its version, with the steps that led there; publishes nothing."""
    driver = await session.driver()
    values = values_of(stored.life, stored.version, stored.inputs, now)
    await driver.execute(_PUT_LIFE, *values)
    life = stored.life
    shown = [(one, moment_for(life, one, now)) for one in {*introduced_to(life), TOGETHER}]
    await driver.executemany(_PUT_SHOWN, [(life.synergy_id, *one) for one in shown])
    await driver.executemany(
        _PUT_STEP,
        [
            (
                stored.life.synergy_id,
                one.version,
                one.at,
                one.actor,
                one.type,
                msgspec.json.encode(one.life),
            )
            for one in steps
        ],
    )
