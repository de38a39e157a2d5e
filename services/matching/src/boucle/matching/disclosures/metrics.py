"""Count the disclosures that a process appended, by kind."""

from collections.abc import Mapping
from weakref import WeakKeyDictionary

from prometheus_client import CollectorRegistry, Counter

from boucle.matching.disclosures.kinds import RIGHTS
from boucle.platform.db import Database

_of_database: WeakKeyDictionary[Database, Counter] = WeakKeyDictionary()


def measured(database: Database, registry: CollectorRegistry) -> None:
    """Count in this registry what is appended to this database from now on."""
    if database in _of_database:
        return
    counter = Counter(
        "boucle_disclosures", "Disclosures appended to the register.", ["kind"], registry=registry
    )
    for kind in RIGHTS:
        counter.labels(kind)
    _of_database[database] = counter


def count(database: Database, kinds: Mapping[str, int]) -> None:
    counter = _of_database.get(database)
    if counter is not None:
        for kind, number in kinds.items():
            counter.labels(kind).inc(number)
