"""Requests that are sent in part, over a bare connection."""

import asyncio
import time


async def gone_after(host: str, port: int, sent: bytes, within: float) -> float:
    """Seconds until the other side closes. Raises TimeoutError."""
    begun = time.monotonic()
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(sent)
        async with asyncio.timeout(within):
            while await reader.read(1000):
                pass
    finally:
        writer.close()
    return time.monotonic() - begun
