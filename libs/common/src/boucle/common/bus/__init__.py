"""Kafka: the only package that imports its client.

Topics are named logically (``flow``, ``shared.synergy``); the broker's name is prefix + name.
"""

from boucle.common.bus.bus import PARTITIONS, Bus, WrongTopic
from boucle.common.bus.connection import BusUnavailable, LogTruncated, Security
from boucle.common.bus.membership import Membership
from boucle.common.bus.producer import Producer
from boucle.common.bus.reader import Reader
from boucle.common.bus.records import Message, Place, Record

__all__ = [
    "PARTITIONS",
    "Bus",
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
]
