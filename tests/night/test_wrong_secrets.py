"""1,000 wrong secrets in a minute: the longer form of ``registry/access/test_wrong_secrets.py``."""

from pathlib import Path

from tests.integration.registry.access.wrong_secrets import address, attacked

__all__ = ["address"]  # a fixture


async def test_the_legitimate_caller_is_served_and_the_alert_fires(
    address: str, tmp_path: Path
) -> None:
    await attacked(address, tmp_path, wrong=1_000)
