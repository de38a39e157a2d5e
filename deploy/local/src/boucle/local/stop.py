"""Stop everything gracefully, leaving nothing behind: `boucle down`."""

from collections.abc import Callable
from functools import partial

from boucle.local.processes import DetachedProcess, exclusive, marked, stop_group
from boucle.local.steps import Reporter, SetupStep, run_steps
from boucle.local.system import System


def down(system: System, reporter: Reporter) -> int:
    """Stop the entry, then services (they drain), then what they need. Return how many ran."""
    ran = [part.name for part in system.parts() if part.process.find() is not None]
    with exclusive(system.home):
        services = tuple(name for name in system.service_parts() if name in ran)
        steps = {"entry": SetupStep(_stopping(system.process("entry")))}
        for name in services:
            steps[name] = SetupStep(_stopping(system.process(name)), ("entry",))
        steps["mail"] = SetupStep(_stopping(system.process("mail")), services)
        steps["kafka"] = SetupStep(_noted(system.kafka.stop), services)
        steps["postgres"] = SetupStep(_noted(system.postgres.stop), services)
        run_steps(_only(steps, ran), reporter)
        _sweep(system)
    return len(ran)


def _only(steps: dict[str, SetupStep], ran: list[str]) -> dict[str, SetupStep]:
    return {
        name: SetupStep(step.run, tuple(need for need in step.needs if need in ran))
        for name, step in steps.items()
        if name in ran
    }


def _stopping(process: DetachedProcess) -> Callable[[], str]:
    return _noted(partial(process.stop, 10.0))


def _noted(stop: Callable[[], object]) -> Callable[[], str]:
    def run() -> str:
        stop()
        return "stopped"

    return run


def _sweep(system: System) -> None:
    """Forget what died by itself; kill what a lost record hid."""
    for part in system.parts():
        part.process.stop()
    for process in marked(system.home):
        stop_group(process, 2.0)
