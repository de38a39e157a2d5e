"""The test kit: real Postgres, real Kafka, real HTTP; only time and identities are made.

``tests/conftest.py`` loads ``tests.kit.plugin``; types to annotate with are here.
"""

from tests.kit.eventually import eventually
from tests.kit.frozen import FrozenClock
from tests.kit.kit import ApiClient, RunningWorker, ServiceDatabase
from tests.kit.log import logged
from tests.kit.schemas import schema_differences
from tests.kit.tokens import Tokens

__all__ = [
    "ApiClient",
    "FrozenClock",
    "RunningWorker",
    "ServiceDatabase",
    "Tokens",
    "eventually",
    "logged",
    "schema_differences",
]
