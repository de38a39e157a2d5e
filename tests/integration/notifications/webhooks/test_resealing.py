"""What webhooks keep, under a new ``BOUCLE_LINK_KEY``."""

import pytest
import typer
from structlog.testing import capture_logs

from boucle.notifications.app import SERVICE
from boucle.notifications.subscriptions.sealing import Sealer
from boucle.notifications.subscriptions.webhooks.resealing import reseal
from tests.integration.notifications.support import KEY
from tests.integration.notifications.webhooks.test_webhooks import World, world
from tests.kit.kit import Kit

__all__ = ["world"]  # a fixture


async def test_webhooks_outlive_the_key_that_sealed_them(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    made = await world.webhook(contact="ops@outil.example")
    database = world.desk.database
    new = b"n" * 32
    await reseal(database, Sealer(new, KEY))
    assert capsys.readouterr().out.splitlines()[-1] == "1 webhooks sealed under the newest key"
    await reseal(database, Sealer(new, KEY))
    assert capsys.readouterr().out.splitlines()[-1] == "0 webhooks sealed under the newest key"
    [row] = await world.desk.rows("SELECT secret, contact FROM webhook")
    alone = Sealer(new)
    assert alone.opened(row["secret"]) == made["secret"]
    assert alone.opened(row["contact"]) == "ops@outil.example"
    world.desk.deliverer.sealer = alone
    await world.ask("POST", f"/v1/webhooks/{made['webhook_id']}/test", 202)
    await world.desk.run()
    assert world.receiver.got[0].is_signed_by(made["secret"])


async def test_a_webhook_whose_key_is_gone_is_named_and_lives_by_a_new_secret(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    made = await world.webhook()
    path = f"/v1/webhooks/{made['webhook_id']}"
    lost = Sealer(b"l" * 32).sealed(made["secret"])
    await world.desk.database.execute("UPDATE webhook SET secret = $1", lost)
    with pytest.raises(typer.Exit):
        await reseal(world.desk.database, Sealer(KEY))
    assert f"webhook {made['webhook_id']}: sealed under a key" in capsys.readouterr().out
    turned = await world.ask("POST", f"{path}/secret", 200)
    await world.ask("POST", f"{path}/test", 202)
    await world.desk.run()
    [got] = world.receiver.got
    assert got.is_signed_by(turned["secret"])


async def test_a_start_without_the_key_of_webhooks_says_how_many_and_what_to_do(
    world: World, kit: Kit
) -> None:
    made = await world.webhook(contact="ops@outil.example")
    with capture_logs() as right:
        async with kit.command(SERVICE, link_key=KEY.decode()):
            pass
    with capture_logs() as lines:
        async with kit.command(SERVICE, link_key="z" * 32):
            pass
    assert [one for one in right if one["event"] == "webhooks_unreadable"] == []
    [line] = [one for one in lines if one["event"] == "webhooks_unreadable"]
    assert (line["log_level"], line["count"]) == ("error", 1)
    assert line["first"] == made["webhook_id"]
    assert "put that key back as its last line, then run reseal-webhooks" in line["todo"]
