"""Define the error of a value that cannot be read."""

from boucle.platform.errors import Fault


class WrongValue(ValueError):
    """What is wrong with a value and what would be right: a ``Fault`` of who knows its field,
    as who reads one does not."""

    def __init__(self, message: str, expected: str) -> None:
        super().__init__(message)
        self.message = message
        self.expected = expected

    def of(self, field: str, value: object) -> Fault:
        return Fault(field, value, self.message, self.expected)
