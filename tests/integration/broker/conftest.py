from collections.abc import Iterator

import pytest

from tests.integration.broker.secure import Secure, running


@pytest.fixture(scope="session")
def secure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secure]:
    """A broker with TLS, passwords and rights, and an administrator."""
    with running(tmp_path_factory.mktemp("secure")) as broker:
        yield broker
