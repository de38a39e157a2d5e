"""A month of one territory: all that anybody was told in it is what the ledger reckons."""

import os
import subprocess
import sys

import pytest


@pytest.mark.timeout(900)
def test_a_month_of_one_territory_has_no_difference(
    postgres_admin_url: str, kafka_bootstrap: str
) -> None:
    servers = {"BOUCLE_TEST_POSTGRES_URL": postgres_admin_url, "BOUCLE_TEST_KAFKA": kafka_bootstrap}
    argv = [sys.executable, "-m", "tests.night.year", "month", "37"]
    done = subprocess.run(
        argv, env={**os.environ, **servers}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
