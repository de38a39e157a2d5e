"""Bodies come and go packed, and no route knows of it."""

import gzip
import json
import sys
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from fastapi import Request, Response
from fastapi.responses import StreamingResponse
from hypothesis import given
from hypothesis import strategies as st

from boucle.platform.conditions import etag, names
from boucle.platform.http import GuardedRouter, Reading, RequestBody, public
from boucle.platform.http.codings import Unpack, Unzip, Unzstd
from tests.unit.common_http.small import client_of

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LIMIT = 10_000
router = GuardedRouter()


class Sent(RequestBody):
    text: str


@router.post("/v1/read", max_body_size=LIMIT)
@public
async def read(body: Sent) -> int:
    return len(body.text)


@router.post("/v1/raw", max_body_size=LIMIT)
@public
async def raw(request: Request) -> dict[str, object]:
    content = await request.body()
    return {"length": len(content), "headers": sorted(request.headers)}


@router.get("/v1/shown/{size}")
@public
async def shown(size: int, reading: Reading) -> str:
    reading.set_etag(3)
    return "x" * size


@router.get("/v1/events")
@public
async def events() -> Response:
    return StreamingResponse(iter([b"data: x\n\n" * 1000]), media_type="text/event-stream")


PACK: dict[str, Callable[[bytes], bytes]] = {"gzip": gzip.compress, "zstd": zstd.compress}
UNPACK: dict[str | None, Callable[[bytes], bytes]] = {
    "gzip": gzip.decompress,
    "zstd": zstd.decompress,
    None: bytes,
}
CODINGS = pytest.mark.parametrize("coding", list(PACK))


def sent(coding: str, content: bytes) -> dict[str, Any]:
    headers = {"content-encoding": coding, "content-type": "application/json"}
    return {"content": content, "headers": headers}


@CODINGS
async def test_a_packed_body_is_read_as_if_it_were_plain(coding: str) -> None:
    body = json.dumps({"text": "é" * 100}).encode()
    async with client_of(router) as client:
        assert (await client.post("/v1/read", **sent(coding, PACK[coding](body)))).json() == 100
        told = (await client.post("/v1/raw", **sent(coding, PACK[coding](body)))).json()
        assert told["length"] == len(body)
        assert not {"content-encoding", "content-length"} & set(told["headers"])
        empty = await client.post("/v1/raw", headers={"content-encoding": coding})
        assert empty.json()["length"] == 0


@CODINGS
@pytest.mark.parametrize("path", ["/v1/read", "/v1/raw"])
async def test_what_holds_too_much_is_refused(coding: str, path: str) -> None:
    """The limit counts what comes out: 30 MB in a few bytes."""
    bomb = PACK[coding](b" " * 30_000_000)
    assert coding == "gzip" or len(bomb) < LIMIT
    async with client_of(router) as client:
        answer = await client.post(path, **sent(coding, bomb))
    assert (answer.status_code, answer.json()["type"]) == (413, "urn:boucle:problem:too-large")


@router.post("/v1/large", max_body_size=100_000_000)
@public
async def large(request: Request) -> int:
    return sum([len(piece) async for piece in request.stream()])


@CODINGS
async def test_little_does_not_unpack_to_a_lot(coding: str) -> None:
    """200 bytes for each one sent, beyond 1 MB: 30 MB of one character pack to under 31 kB."""
    bomb = PACK[coding](b" " * 30_000_000)
    assert len(bomb) < 31_000
    rows = b"".join(b'{"kind": "flow", "id": "flow-%d"}\n' % n for n in range(200_000))
    async with client_of(router) as client:
        answer = await client.post("/v1/large", **sent(coding, bomb))
        assert (await client.post("/v1/large", **sent(coding, PACK[coding](rows)))).json() == len(
            rows
        )
        blank = await client.post("/v1/large", **sent(coding, PACK[coding](b" " * 900_000)))
    assert (answer.status_code, answer.json()["type"]) == (413, "urn:boucle:problem:too-large")
    assert answer.json()["detail"].startswith("the body unpacks to more than 200 bytes for each")
    assert blank.json() == 900_000


@CODINGS
async def test_empty_parts_are_counted(coding: str) -> None:
    async with client_of(router) as client:
        few = await client.post("/v1/large", **sent(coding, PACK[coding](b"") * 10_000))
        many = await client.post("/v1/large", **sent(coding, PACK[coding](b"") * 10_001))
    assert few.json() == 0
    assert many.status_code == 413
    assert many.json()["detail"].startswith("the body is packed in more than 10000 parts")


async def test_much_does_not_unpack_to_nothing() -> None:
    """A name in the header of gzip has no end."""
    header = gzip.compress(b"")[:3] + b"\x08" + gzip.compress(b"")[4:10]
    named = header + b"x" * 1_100_000 + b"\x00" + gzip.compress(b"")[10:]
    async with client_of(router) as client:
        answer = await client.post("/v1/large", **sent("gzip", named))
    assert answer.status_code == 413
    assert answer.json()["detail"].startswith("the body is far larger than what it unpacks to")


@CODINGS
async def test_what_is_broken_says_how(coding: str) -> None:
    whole = PACK[coding](json.dumps({"text": "abcdefgh" * 50}).encode())
    async with client_of(router) as client:
        for content, why in (
            (b"not packed at all", f"the body is not {coding}, or damaged"),
            (whole[:-5], f"the body ends early: it is not the whole of a {coding} file"),
            (whole[:8] + b"\xff\xff\xff" + whole[11:], "the body is not"),
        ):
            for path in ("/v1/read", "/v1/raw"):
                answer = await client.post(path, **sent(coding, content))
                assert answer.status_code == 400
                assert answer.json()["detail"].startswith(why)


@pytest.mark.parametrize("coding", ["br", "gzip, zstd", "deflate", "nonsense"])
async def test_another_coding_is_refused_with_those_taken(coding: str) -> None:
    async with client_of(router) as client:
        answer = await client.post("/v1/read", **sent(coding, b"{}"))
    assert (answer.status_code, answer.headers["accept-encoding"]) == (415, "gzip, zstd")
    assert answer.json()["errors"][0]["expected"] == "gzip, zstd, or none"


async def test_plain_is_a_coding_too() -> None:
    async with client_of(router) as client:
        assert (await client.post("/v1/read", **sent("identity", b'{"text": "a"}'))).json() == 1
        packed = gzip.compress(b'{"text": "a"}')
        assert (await client.post("/v1/read", **sent("x-gzip", packed))).json() == 1


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip", "gzip"),
        ("zstd", "zstd"),
        ("gzip, zstd", "zstd"),
        ("gzip;q=0", None),
        ("br", None),
        ("*", "zstd"),
    ],
)
async def test_answers_are_packed_for_who_takes_it(accepted: str, coding: str | None) -> None:
    async with client_of(router, accept_encoding=accepted) as client:
        answer = await client.get("/v1/shown/5000")
        assert answer.headers.get("content-encoding") == coding
        assert "accept-encoding" in answer.headers["vary"].lower()
        async with client.stream("GET", "/v1/shown/5000") as plain:
            packed = b"".join([piece async for piece in plain.aiter_raw()])
    assert int(answer.headers["content-length"]) == len(packed)
    assert json.loads(UNPACK[coding](packed)) == "x" * 5000


async def test_little_and_events_stay_as_they_are() -> None:
    async with client_of(router, accept_encoding="gzip, zstd") as client:
        for path in ("/v1/shown/900", "/v1/events"):
            assert "content-encoding" not in (await client.get(path)).headers


@CODINGS
async def test_the_tag_of_a_packed_answer_is_taken_back(coding: str) -> None:
    async with client_of(router, accept_encoding=coding) as client:
        tag = (await client.get("/v1/shown/5000")).headers["etag"]
        plain = (await client.get("/v1/shown/5")).headers["etag"]
        for known in (tag, plain, '"3-gzip"'):
            same = await client.get("/v1/shown/5000", headers={"if-none-match": known})
            assert same.status_code == 304
            assert same.headers["etag"] == (tag if known == tag else plain)
    assert (tag, plain) == ('W/"3"', '"3"')
    assert names(tag, etag(3))
    assert names(plain, etag(3))
    assert not names(tag, etag(4))


@given(
    st.sampled_from([("gzip", Unzip), ("zstd", Unzstd)]),
    st.binary(max_size=3000),
    st.integers(1, 3),
    st.integers(1, 50),
)
def test_what_was_packed_comes_out_in_any_pieces(
    coding: tuple[str, Callable[[], Unpack]], content: bytes, files: int, size: int
) -> None:
    """Several files one after the other are one."""
    name, new = coding
    packed, unpack = b"".join([PACK[name](content)] * files), new()
    pieces = [packed[start : start + size] for start in range(0, len(packed), size)]
    assert b"".join(out for piece in pieces for out in unpack.feed(piece)) == content * files
    assert unpack.whole


@CODINGS
def test_a_huge_file_comes_out_by_little(coding: str) -> None:
    new: dict[str, Callable[[], Unpack]] = {"gzip": Unzip, "zstd": Unzstd}
    sizes = [len(piece) for piece in new[coding]().feed(PACK[coding](bytes(10_000_000)))]
    assert sum(sizes) == 10_000_000
    assert max(sizes) <= 65_536


def test_a_window_that_takes_much_memory_is_refused() -> None:
    """RFC 9659: 8 MB at most."""
    packer = zstd.ZstdCompressor(options={int(zstd.CompressionParameter.window_log): 27})
    packed = packer.compress(bytes(1000)) + packer.flush()
    with pytest.raises(zstd.ZstdError):
        list(Unzstd().feed(packed))


def test_zlib_is_what_gzip_is_made_of() -> None:
    with pytest.raises(zlib.error):
        list(Unzip().feed(b"plain"))
