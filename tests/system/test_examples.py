"""The contract's examples, each sent to the running system: answered as documented."""

from __future__ import annotations

import asyncio
import json

from boucle.local.commands.principals import token
from tests.contract.openapi.examples.playing import Play, from_inside
from tests.contract.openapi.examples.story import story
from tests.contract.openapi.regenerate import WHOLE
from tests.system.conftest import Played


async def test_every_example_is_answered_as_documented(played: Played) -> None:
    document = json.loads(WHOLE.read_text(encoding="utf-8"))
    operator = token(played.system, "operator")
    with from_inside(played.system) as inside:
        play = Play(played.entry, document, operator, inside=inside)
        await asyncio.to_thread(play.play, story())
