"""One stack for the whole tier, started as docker-compose.yml says, removed at the end."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
import pytest_asyncio

from tests.chaos.load import Load
from tests.chaos.script import Script
from tests.chaos.world import World
from tests.containers.engine import Engine, NoEngine, find_engine
from tests.containers.stack import IMAGE, Stack
from tests.containers.world import entered


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The first test waits for the engine, the images and the start."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.timeout(900))


@pytest.fixture(scope="session")
def engine() -> Engine:
    try:
        found = find_engine()
    except NoEngine as error:
        pytest.exit(f"tests/containers: {error}", returncode=2)
    return found


_FIGURES: list[str] = []


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.section("figures, as docs/deploy.md tells them")
    for line in _FIGURES:
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def say() -> Callable[[str], None]:
    """A line for the end of the run."""
    return _FIGURES.append


@pytest.fixture(scope="session")
def backup(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where a backup goes; not there yet."""
    return tmp_path_factory.mktemp("safe") / "backup"


@pytest.fixture(scope="session")
def secrets(engine: Engine) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="boucle-secrets-") as home:
        yield Path(home) / "secrets"


@pytest.fixture(scope="session")
def built(say: Callable[[str], None], engine: Engine, secrets: Path) -> Stack:
    """The image is there; nothing runs."""
    stack = Stack(engine, secrets)
    engine.begin_building_the_rest()
    stack.build()
    engine.finish_building()
    size = int(stack.inspect(IMAGE)[0]["Size"])
    say(f"image {size / 1e6:.0f} MB, built in {stack.seconds['build']:.1f} s")
    return stack


@pytest.fixture(scope="session")
def stack(say: Callable[[str], None], built: Stack) -> Iterator[Stack]:
    with ExitStack() as cleaning:
        cleaning.callback(built.down, "-v", "--timeout", "5")
        built.down("-v", "--timeout", "5")
        built.up()
        say(f"ready in {built.seconds['start']:.1f} s")
        yield built


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def world(stack: Stack) -> AsyncIterator[World]:
    async with entered(stack) as found:
        yield found


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def script(world: World) -> AsyncIterator[Script]:
    told = Script(world)
    await told.prepare()
    yield told
    await told.stop()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def load(world: World) -> Load:
    made = Load(world.operator, world.tool, seed=7, pairing=40.0)
    await made.prepare()
    return made


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A failure tells the containers' last words."""
    report = yield
    given = getattr(item, "funcargs", {}).values()
    stacks = {one.project: one for one in given if isinstance(one, Stack)}
    for stack in stacks.values() if report.failed else ():
        report.sections.append(("containers", stack.logs(tail=15)))
    return report
