"""Steps: what needs waits, a failure stops what comes after and is raised."""

import pytest

from boucle.local.errors import LocalError
from boucle.local.steps import SetupStep, run_steps


class Recorder:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []

    def started(self, name: str) -> None:
        self.told.append(("started", name))

    def noted(self, name: str, note: str) -> None:
        self.told.append(("noted", name))

    def done(self, name: str, seconds: float, note: str) -> None:
        self.told.append((note, name))

    def failed(self, name: str, seconds: float) -> None:
        self.told.append(("failed", name))


def said(note: str) -> SetupStep:
    return SetupStep(lambda: note)


def fail() -> str:
    raise LocalError("no room")


def test_a_step_waits_for_those_it_needs() -> None:
    recorder = Recorder()
    steps = {
        "tables": SetupStep(lambda: "made", ("postgres",)),
        "postgres": said("up"),
        "api": SetupStep(lambda: "up", ("tables",)),
    }

    run_steps(steps, recorder)

    assert [name for what, name in recorder.told if what == "started"] == [
        *("postgres", "tables", "api")
    ]


def test_after_a_failure_nothing_new_starts_and_the_error_is_raised() -> None:
    recorder = Recorder()
    steps = {"postgres": SetupStep(fail), "tables": SetupStep(lambda: "made", ("postgres",))}

    with pytest.raises(LocalError, match="no room"):
        run_steps(steps, recorder)

    assert recorder.told == [("started", "postgres"), ("failed", "postgres")]


def test_no_steps_is_nothing_to_do() -> None:
    run_steps({}, Recorder())
