"""Define how an outgoing call fails."""


class AddressRefused(Exception):
    """The address may not be called; nothing was sent, no connection was opened. ``expected`` is
    what would be right. Neither tells to which address a name leads."""

    def __init__(self, reason: str, expected: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.expected = expected


class DeliveryFailed(Exception):
    """No answer was read. What was sent may have arrived: send the same id again."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
