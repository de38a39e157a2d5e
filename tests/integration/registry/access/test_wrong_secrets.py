"""250 wrong secrets in a quarter of a minute; by night 1,000 in a minute."""

from pathlib import Path

from tests.integration.registry.access.wrong_secrets import address, attacked

__all__ = ["address"]  # a fixture


async def test_the_legitimate_caller_is_served_and_the_alert_fires(
    address: str, tmp_path: Path
) -> None:
    await attacked(address, tmp_path, wrong=250)
