from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.duplicate_out import DuplicateOut
from ...models.resolution_in import ResolutionIn
from typing import cast
from uuid import UUID



def _get_kwargs(
    flow_id: UUID,
    *,
    body: ResolutionIn,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/duplicates/{flow_id}/resolution".format(flow_id=quote(str(flow_id), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> DuplicateOut | None:
    if response.status_code == 200:
        response_200 = DuplicateOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[DuplicateOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    flow_id: UUID,
    *,
    client: AuthenticatedClient,
    body: ResolutionIn,

) -> Response[DuplicateOut]:
    """ Resolve Duplicate

     ``same``: it stays uncounted. ``distinct``: it counts from now on.

    Args:
        flow_id (UUID):
        body (ResolutionIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DuplicateOut]
     """


    kwargs = _get_kwargs(
        flow_id=flow_id,
body=body,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    flow_id: UUID,
    *,
    client: AuthenticatedClient,
    body: ResolutionIn,

) -> DuplicateOut | None:
    """ Resolve Duplicate

     ``same``: it stays uncounted. ``distinct``: it counts from now on.

    Args:
        flow_id (UUID):
        body (ResolutionIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DuplicateOut
     """


    return sync_detailed(
        flow_id=flow_id,
client=client,
body=body,

    ).parsed

async def asyncio_detailed(
    flow_id: UUID,
    *,
    client: AuthenticatedClient,
    body: ResolutionIn,

) -> Response[DuplicateOut]:
    """ Resolve Duplicate

     ``same``: it stays uncounted. ``distinct``: it counts from now on.

    Args:
        flow_id (UUID):
        body (ResolutionIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[DuplicateOut]
     """


    kwargs = _get_kwargs(
        flow_id=flow_id,
body=body,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    flow_id: UUID,
    *,
    client: AuthenticatedClient,
    body: ResolutionIn,

) -> DuplicateOut | None:
    """ Resolve Duplicate

     ``same``: it stays uncounted. ``distinct``: it counts from now on.

    Args:
        flow_id (UUID):
        body (ResolutionIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        DuplicateOut
     """


    return (await asyncio_detailed(
        flow_id=flow_id,
client=client,
body=body,

    )).parsed
