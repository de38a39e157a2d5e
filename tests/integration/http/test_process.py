"""Processes of their own: how they start, say what is wrong, drain and die."""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import httpx
import pytest

from boucle.local.ports import free_port
from tests.integration.http.toy import SERVICE
from tests.kit import ServiceDatabase, eventually
from tests.kit.databases import Databases

TOY = (sys.executable, "-W", "error", "-m", "tests.integration.http.toy")


async def start(*arguments: str, **environment: str) -> Process:
    clean = {k: v for k, v in os.environ.items() if not k.startswith("BOUCLE_")}
    return await asyncio.create_subprocess_exec(
        *TOY, *arguments, env={**clean, **environment}, stdout=PIPE, stderr=PIPE
    )


async def finish(*arguments: str, **environment: str) -> tuple[int | None, str, str]:
    process = await start(*arguments, **environment)
    out, err = await asyncio.wait_for(process.communicate(), 60)
    return process.returncode, out.decode(), err.decode()


@asynccontextmanager
async def running(
    *arguments: str, said: str = "listening", **environment: str
) -> AsyncIterator[tuple[Process, str]]:
    """The process and the address it listens on, once it ``said`` so."""
    process = await start(*arguments, **environment)
    try:
        assert process.stdout is not None
        async with asyncio.timeout(60):
            while True:
                line = json.loads(await process.stdout.readline())
                if line["event"] == said:
                    break
        yield process, f"http://{line.get('host')}:{line.get('port')}"
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@pytest.fixture
async def environment(service_database: ServiceDatabase) -> dict[str, str]:
    return {
        "BOUCLE_DATABASE_URL": (await service_database(SERVICE)).url,
        "BOUCLE_KAFKA_BOOTSTRAP": "127.0.0.1:9",
        "BOUCLE_HTTP_PORT": "0",
        "BOUCLE_WORKER_HTTP_PORT": "0",
    }


async def test_each_wrong_variable_has_its_line() -> None:
    status, _, err = await finish(
        "api",
        BOUCLE_DATABASE_URL="hunter2",
        BOUCLE_KAFKA_BOOTSTRAP="kafka",
        BOUCLE_HTTP_PORT="abc",
    )
    assert status == 2
    assert [line.split(":")[0] for line in err.splitlines()] == [
        "BOUCLE_HTTP_PORT",
        "BOUCLE_DATABASE_URL",
        "BOUCLE_KAFKA_BOOTSTRAP",
    ]
    assert "hunter2" not in err
    assert all("; expected: " in line for line in err.splitlines())


async def test_a_database_that_does_not_exist_is_named_at_once(
    environment: dict[str, str],
) -> None:
    url = environment["BOUCLE_DATABASE_URL"].rpartition("/")[0] + "/nowhere"
    status, _, err = await finish("api", **{**environment, "BOUCLE_DATABASE_URL": url})
    assert (status, err.count("\n")) == (1, 1)
    assert 'database "nowhere" does not exist' in err


async def test_an_old_schema_is_waited_for_then_named(
    environment: dict[str, str], databases: Databases
) -> None:
    url = await databases.create()
    empty = {**environment, "BOUCLE_DATABASE_URL": url, "BOUCLE_START_SECONDS": "0"}
    status, _, err = await finish("api", **empty)
    assert status == 1
    assert "lacks schema 0001: run python -m boucle.toy migrate" in err
    assert (await finish("migrate", **empty))[:2] == (0, "toy: schema 0001\n")
    await databases.drop(url)


async def test_a_process_that_is_not_ready_takes_no_connection(
    environment: dict[str, str], databases: Databases
) -> None:
    """So that an entry passes it over. It waits for its schema here, then serves."""
    url, port = await databases.create(), free_port()
    empty = {**environment, "BOUCLE_DATABASE_URL": url, "BOUCLE_HTTP_PORT": str(port)}
    async with running("api", said="waiting", **empty):
        with pytest.raises(ConnectionRefusedError):
            await asyncio.open_connection("127.0.0.1", port)
        await finish("migrate", **empty)

        async def serves() -> bool:
            async with httpx.AsyncClient(trust_env=False) as http:
                with suppress(httpx.ConnectError):
                    answer = await http.get(f"http://127.0.0.1:{port}/healthz")
                    return answer.status_code == 200
            return False

        await eventually(serves, within=20)
    await databases.drop(url)


async def test_a_broker_that_does_not_come_is_named(environment: dict[str, str]) -> None:
    status, _, err = await finish("worker", **{**environment, "BOUCLE_START_SECONDS": "0"})
    assert (status, err.count("\n")) == (1, 1)
    assert "gave up after 0 s: Kafka" in err


async def test_a_port_in_use_is_named(environment: dict[str, str]) -> None:
    async with running("api", **environment) as (_, address):
        port = address.rpartition(":")[2]
        status, _, err = await finish("api", **{**environment, "BOUCLE_HTTP_PORT": port})
    assert status == 1
    assert err.startswith("BOUCLE_HTTP_PORT: cannot listen on 127.0.0.1")


async def test_a_signal_lets_requests_end(environment: dict[str, str]) -> None:
    async with running("api", **environment) as (process, address), httpx.AsyncClient() as client:

        async def alive() -> bool:
            try:
                return (await client.get(f"{address}/healthz")).status_code == 200
            except httpx.TransportError:
                return False

        await eventually(alive)
        slow = asyncio.create_task(client.get(f"{address}/slow"))

        async def begun() -> bool:
            return (await client.get(f"{address}/slow/begun")).json() is True

        await eventually(begun)
        process.send_signal(signal.SIGTERM)
        assert (await slow).json() == "slow"
        assert await asyncio.wait_for(process.wait(), 10) == 0


async def test_a_request_on_an_idle_connection_is_answered_after_the_signal(
    environment: dict[str, str],
) -> None:
    """As a proxy sends it that does not know yet; the answer tells it to come no more."""
    async with running("api", **environment) as (process, address):
        async with httpx.AsyncClient(base_url=address) as other:

            async def alive() -> bool:
                try:
                    return (await other.get("/healthz")).status_code == 200
                except httpx.TransportError:
                    return False

            await eventually(alive)
        async with httpx.AsyncClient(base_url=address) as client:
            await client.get("/healthz")
            process.send_signal(signal.SIGTERM)

            async def refused() -> bool:
                async with httpx.AsyncClient(base_url=address) as newcomer:
                    try:
                        return (await newcomer.get("/healthz")).is_error
                    except httpx.ConnectError:
                        return True

            await eventually(refused, within=1.5)
            answer = await client.get("/healthz")
            assert answer.status_code == 200
            assert answer.headers["connection"] == "close"
        assert await asyncio.wait_for(process.wait(), 10) == 0


async def test_a_task_that_dies_ends_the_process(
    environment: dict[str, str], kafka_bootstrap: str, topic_prefix: str
) -> None:
    kafka = {"BOUCLE_KAFKA_BOOTSTRAP": kafka_bootstrap, "BOUCLE_TOPIC_PREFIX": topic_prefix}
    assert (await finish("topics", **{**environment, **kafka}))[0] == 0
    status, _, err = await finish("worker", **{**environment, **kafka, "TOY_DIES": "yes"})
    assert status == 1
    assert err == "task 'dying' died: out of luck\n"


async def test_openapi_needs_no_environment() -> None:
    status, out, _ = await finish("openapi")
    assert status == 0
    described = json.loads(out)
    assert list(described) == sorted(described)
    assert "security" in described["paths"]["/v1/notes"]["post"]
    assert "security" not in described["paths"]["/r/{token}"]["get"]


@pytest.mark.parametrize("command", [("dlq", "list"), ("migrate",)])
async def test_a_command_says_which_database_is_away(
    environment: dict[str, str], command: tuple[str, ...]
) -> None:
    url = "postgresql://toy:s3cret@127.0.0.1:1/toy"
    status, _, err = await finish(*command, **{**environment, "BOUCLE_DATABASE_URL": url})
    assert status == 1
    [line] = err.splitlines()
    assert line.startswith("Postgres at 127.0.0.1:1 does not answer (")
    assert line.endswith("start it, or correct BOUCLE_DATABASE_URL")
    assert "s3cret" not in line


async def test_dead_letters_are_listed_and_named(environment: dict[str, str]) -> None:
    assert (await finish("dlq", "list", **environment))[:2] == (0, "no dead letter\n")
    status, _, err = await finish("dlq", "show", "7", **environment)
    assert (status, err) == (1, "no dead letter has the id 7\n")
