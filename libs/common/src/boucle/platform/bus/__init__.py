"""Wrap Kafka, and only it imports the client. Topics have logical names (``flow``); the broker's
name is prefix + name."""

from boucle.platform.bus.bus import PARTITIONS, Bus, WrongTopic
from boucle.platform.bus.connection import (
    BusRefused,
    BusUnavailable,
    LogTruncated,
    Security,
    failure,
)
from boucle.platform.bus.membership import Membership
from boucle.platform.bus.producer import Producer
from boucle.platform.bus.reader import Reader
from boucle.platform.bus.records import Message, Place, Record
from boucle.platform.bus.rights import Access, acl_commands

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
