"""The test kit: real Postgres, real Kafka, real HTTP; only time and identities are made.

``tests/conftest.py`` loads ``boucle.common.testing.plugin``; types to annotate with are here.
"""

from boucle.common.testing.eventually import eventually
from boucle.common.testing.frozen import FrozenClock
from boucle.common.testing.kit import ApiClient, RunningWorker, ServiceDatabase
from boucle.common.testing.log import logged
from boucle.common.testing.schemas import schema_differences
from boucle.common.testing.tokens import Tokens

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
