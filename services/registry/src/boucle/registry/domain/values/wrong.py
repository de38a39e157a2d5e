"""What cannot be read."""


class WrongValue(ValueError):
    """What is wrong with a value and what would be right; ``fr``: both in French."""

    def __init__(self, message: str, expected: str, fr: tuple[str, str]) -> None:
        super().__init__(message)
        self.message = message
        self.expected = expected
        self.fr = fr
