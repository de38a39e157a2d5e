"""Define the error of a value that cannot be read."""


class WrongValue(ValueError):
    """What is wrong with a value and what would be right."""

    def __init__(self, message: str, expected: str) -> None:
        super().__init__(message)
        self.message = message
        self.expected = expected
