from boucle.platform.translating import tr


class CatalogueError(ValueError):
    """A data file breaks its schema; the message names the file, the line or key, and the value."""

    def __init__(self, file: str, where: str | int, problem: str) -> None:
        super().__init__(f"{file}, {where}: {problem}")
        self.file = file
        self.where = where
        self.problem = problem


class UnknownKeyError(KeyError):
    """A key is not in the catalogue; the message gives the nearest ones."""

    def __init__(self, kind: str, key: str, near: tuple[str, ...]) -> None:
        template = "{kind} {key} is not in the catalogue" + ("; nearest: {near}" if near else "")
        self.sentence = tr(template, kind=kind, key=key, near=", ".join(near))
        super().__init__(self.sentence)
        self.kind = kind
        self.key = key
        self.near = near

    def __str__(self) -> str:
        return self.sentence
