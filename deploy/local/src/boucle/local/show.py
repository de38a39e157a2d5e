"""Print one line per step as it ends; on a terminal, a moving line shows the step under way."""

from threading import Lock

from rich.console import Console
from rich.status import Status
from rich.table import Table
from rich.text import Text

from boucle.local.system import PartStatus

_COLOURS = {"running": "green", "stopped": "dim", "dead": "red", "not answering": "yellow"}
_MARKS = {"running": "●", "stopped": "○", "dead": "✗", "not answering": "◌"}


class ShownProgress:
    """Shows steps on a console. On a terminal a moving line shows the step under way."""

    def __init__(self, console: Console, doing: str) -> None:
        self._console = console
        self._doing = doing
        self._notes: dict[str, str] = {}
        self._lock = Lock()
        self._status = Status("", console=console)

    def __enter__(self) -> "ShownProgress":
        self._status.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._status.stop()

    def started(self, name: str) -> None:
        self._under_way(name, "")

    def noted(self, name: str, note: str) -> None:
        self._under_way(name, note)

    def done(self, name: str, seconds: float, note: str) -> None:
        self._end(name, Text("✓", "green"), seconds, note)

    def failed(self, name: str, seconds: float) -> None:
        self._end(name, Text("✗", "red"), seconds, "failed")

    def _under_way(self, name: str, note: str) -> None:
        with self._lock:
            self._notes[name] = note
            self._show()

    def _end(self, name: str, mark: Text, seconds: float, note: str) -> None:
        with self._lock:
            self._notes.pop(name, None)
            line = Text.assemble("  ", mark, f" {name:<22}", (f"{seconds:5.1f} s  ", "dim"), note)
            self._console.print(line, soft_wrap=True, highlight=False)
            self._show()

    def _show(self) -> None:
        names = (f"{name} ({note})" if note else name for name, note in self._notes.items())
        self._status.update(Text(f"{self._doing} {', '.join(names)}", overflow="ellipsis"))


def status_table(parts: list[PartStatus]) -> Table:
    table = Table(box=None, pad_edge=True, header_style="dim", padding=(0, 2, 0, 0))
    for column in ("", "part", "state", "address"):
        table.add_column(column, no_wrap=True)
    table.add_column("pid", justify="right", no_wrap=True)
    for part in parts:
        colour = _COLOURS[part.state]
        mark, state = Text(_MARKS[part.state], colour), Text(part.state, colour)
        table.add_row(mark, part.name, state, part.address, str(part.pid or ""))
    return table


def last_words(part: PartStatus) -> Text:
    return Text.assemble((f"{part.name} died; its last log lines:\n", "bold red"), part.last or "")
