"""State the least rights that a service's user needs on the bus, and how to grant them. The broker
shows each user its own rights (authorized operations), so a missing one is known before the first
event. Without an authorizer everybody may do everything."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from boucle.platform.bus.client import KafkaConsumer
from boucle.platform.bus.connection import BusUnavailable

# Kafka's numbers of operations; an operation allowed is a bit of what the broker answers.
_OPERATIONS = {"Read": 3, "Write": 4}


@dataclass(frozen=True, slots=True)
class Access:
    """Topics and groups, by logical names. Who writes a topic also creates it."""

    writes: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


def acl_commands(access: Access, prefix: str, user: str) -> Iterator[str]:
    """Yield commands for an administrator of the broker. ``$BROKER`` and ``$ADMIN`` (a file of
    client settings) are the administrator's own. Read and Write imply Describe; an idempotent
    producer needs only Write (Kafka 3 and later)."""
    written = _options("topic", prefix, access.writes)
    read = [*_options("topic", prefix, access.reads), *_options("group", prefix, access.groups)]
    for operations, resources in ((("Create", "Write"), written), (("Read",), read)):
        if resources:
            parts = [
                "kafka-acls.sh --bootstrap-server $BROKER --command-config $ADMIN --add",
                f"--allow-principal User:{user}",
                *(f"--operation {operation}" for operation in operations),
                *resources,
            ]
            yield " ".join(parts)


def _options(kind: str, prefix: str, names: Iterable[str]) -> list[str]:
    return [f"--{kind} {prefix}.{name}" for name in names]


async def missing_rights(client: KafkaConsumer, prefix: str, access: Access) -> list[str]:
    """Return missing rights, such as ``Write on topic boucle.flow``. Raises BusUnavailable if a
    topic does not exist (an invisible one counts as refused)."""
    required = [(f"{prefix}{name}", "Write") for name in access.writes]
    required += [(f"{prefix}{name}", "Read") for name in access.reads]
    allowed = await client.allowed_operations(sorted({name for name, _ in required}))
    groups = [f"{prefix}{group}" for group in access.groups]
    missing = [
        *(f"{how} on topic {name}" for name, how in required if not _contains(allowed[name], how)),
        *[f"Read on group {group}" for group in groups if not await client.may_join(group)],
    ]
    absent = [name for name, operations in allowed.items() if operations is None]
    if absent and not missing:
        raise BusUnavailable(f"no such topic: {', '.join(absent)}")
    return missing


def _contains(allowed: int | None, operation: str) -> bool:
    return allowed is None or bool(allowed >> _OPERATIONS[operation] & 1)
