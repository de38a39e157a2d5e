"""Kafka: the only package that imports its client.

Topics are named logically (``flow``); the broker's name is prefix + name.
"""

from boucle.common.bus.bus import PARTITIONS, Bus, WrongTopic
from boucle.common.bus.connection import (
    BusRefused,
    BusUnavailable,
    LogTruncated,
    Security,
    failure,
)
from boucle.common.bus.membership import Membership
from boucle.common.bus.producer import Producer
from boucle.common.bus.reader import Reader
from boucle.common.bus.records import Message, Place, Record
from boucle.common.bus.rights import Access, acl_commands

__all__ = [
    "PARTITIONS",
    "Access",
    "Bus",
    "BusRefused",
    "BusUnavailable",
    "LogTruncated",
    "Membership",
    "Message",
    "Place",
    "Producer",
    "Reader",
    "Record",
    "Security",
    "WrongTopic",
    "acl_commands",
    "failure",
]
