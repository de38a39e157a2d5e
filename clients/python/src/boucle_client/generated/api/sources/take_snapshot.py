from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.snapshot_in import SnapshotIn
from ...models.snapshot_out import SnapshotOut
from typing import cast



def _get_kwargs(
    source: str,
    *,
    body: SnapshotIn,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/sources/{source}/snapshot".format(source=quote(str(source), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> SnapshotOut | None:
    if response.status_code == 200:
        response_200 = SnapshotOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[SnapshotOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    source: str,
    *,
    client: AuthenticatedClient,
    body: SnapshotIn,

) -> Response[SnapshotOut]:
    """ Take Snapshot

     Withdraw what this source declared and no longer lists; 409 where that is much and nobody
    said ``confirm``. Flows and sharings go by 500, each site and each organisation in a transaction
    of its own; sent again, it goes on where it stopped.

    Args:
        source (str): The tool's own source.
        body (SnapshotIn): All that this source still declares: what is absent is withdrawn.

            A list left out says nothing: of its kind goes only what is at a site, or of an
            organisation,
            that goes. More than 20 % of a kind (from five on) go with ``confirm`` only. ``dry_run``:
            says
            what it would withdraw, and changes nothing.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SnapshotOut]
     """


    kwargs = _get_kwargs(
        source=source,
body=body,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    source: str,
    *,
    client: AuthenticatedClient,
    body: SnapshotIn,

) -> SnapshotOut | None:
    """ Take Snapshot

     Withdraw what this source declared and no longer lists; 409 where that is much and nobody
    said ``confirm``. Flows and sharings go by 500, each site and each organisation in a transaction
    of its own; sent again, it goes on where it stopped.

    Args:
        source (str): The tool's own source.
        body (SnapshotIn): All that this source still declares: what is absent is withdrawn.

            A list left out says nothing: of its kind goes only what is at a site, or of an
            organisation,
            that goes. More than 20 % of a kind (from five on) go with ``confirm`` only. ``dry_run``:
            says
            what it would withdraw, and changes nothing.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SnapshotOut
     """


    return sync_detailed(
        source=source,
client=client,
body=body,

    ).parsed

async def asyncio_detailed(
    source: str,
    *,
    client: AuthenticatedClient,
    body: SnapshotIn,

) -> Response[SnapshotOut]:
    """ Take Snapshot

     Withdraw what this source declared and no longer lists; 409 where that is much and nobody
    said ``confirm``. Flows and sharings go by 500, each site and each organisation in a transaction
    of its own; sent again, it goes on where it stopped.

    Args:
        source (str): The tool's own source.
        body (SnapshotIn): All that this source still declares: what is absent is withdrawn.

            A list left out says nothing: of its kind goes only what is at a site, or of an
            organisation,
            that goes. More than 20 % of a kind (from five on) go with ``confirm`` only. ``dry_run``:
            says
            what it would withdraw, and changes nothing.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SnapshotOut]
     """


    kwargs = _get_kwargs(
        source=source,
body=body,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    source: str,
    *,
    client: AuthenticatedClient,
    body: SnapshotIn,

) -> SnapshotOut | None:
    """ Take Snapshot

     Withdraw what this source declared and no longer lists; 409 where that is much and nobody
    said ``confirm``. Flows and sharings go by 500, each site and each organisation in a transaction
    of its own; sent again, it goes on where it stopped.

    Args:
        source (str): The tool's own source.
        body (SnapshotIn): All that this source still declares: what is absent is withdrawn.

            A list left out says nothing: of its kind goes only what is at a site, or of an
            organisation,
            that goes. More than 20 % of a kind (from five on) go with ``confirm`` only. ``dry_run``:
            says
            what it would withdraw, and changes nothing.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SnapshotOut
     """


    return (await asyncio_detailed(
        source=source,
client=client,
body=body,

    )).parsed
