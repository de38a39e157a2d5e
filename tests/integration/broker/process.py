"""Services as processes of their own, with the settings that they are given and no others."""

from __future__ import annotations

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from tests.kit import eventually

_AT_MOST_S = 45.0  # well below BOUCLE_START_SECONDS: what is refused is not waited for


def _environment(given: dict[str, str]) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("BOUCLE_")}
    return {**kept, "BOUCLE_ENCRYPTION_KEY": "0" * 32, **given}


async def finish(
    service: str, *arguments: str, **given: str
) -> tuple[int | None, list[str], list[str]]:
    """Run a command to its end: its status, its lines on standard output and on standard error."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", f"boucle.{service}", *arguments),
        env=_environment(given),
        stdout=PIPE,
        stderr=PIPE,
    )
    out, err = await asyncio.wait_for(process.communicate(), _AT_MOST_S)
    return process.returncode, out.decode().splitlines(), err.decode().splitlines()


@asynccontextmanager
async def worker(service: str, log: Path, port: int, **given: str) -> AsyncIterator[Process]:
    """A worker that says it is ready; its last lines are in ``log``."""
    given |= {"BOUCLE_WORKER_HTTP_PORT": str(port)}
    with log.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", f"boucle.{service}", "worker"),
            env=_environment(given),
            stdin=DEVNULL,
            stdout=out,
            stderr=out,
        )
    try:
        await eventually(lambda: _is_ready(process, port, log), within=60)
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await asyncio.wait_for(process.wait(), 30)


async def _is_ready(process: Process, port: int, log: Path) -> bool:
    if process.returncode is not None:
        raise RuntimeError(f"it ended with {process.returncode}: see {log}")
    async with httpx.AsyncClient() as client:
        try:
            answer = await client.get(f"http://127.0.0.1:{port}/readyz")
        except httpx.TransportError:
            return False
    assert answer.status_code == 200, answer.text
    return True
