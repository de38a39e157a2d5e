from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.history_out import HistoryOut
from typing import cast
from uuid import UUID



def _get_kwargs(
    synergy_id: UUID,

) -> dict[str, Any]:
    

    

    

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/synergies/{synergy_id}/history".format(synergy_id=quote(str(synergy_id), safe=""),),
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> HistoryOut | None:
    if response.status_code == 200:
        response_200 = HistoryOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[HistoryOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    synergy_id: UUID,
    *,
    client: AuthenticatedClient,

) -> Response[HistoryOut]:
    """ Read Synergy History

     Each step of the life; who made it only to animators, the operator, and oneself.

    Args:
        synergy_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[HistoryOut]
     """


    kwargs = _get_kwargs(
        synergy_id=synergy_id,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    synergy_id: UUID,
    *,
    client: AuthenticatedClient,

) -> HistoryOut | None:
    """ Read Synergy History

     Each step of the life; who made it only to animators, the operator, and oneself.

    Args:
        synergy_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        HistoryOut
     """


    return sync_detailed(
        synergy_id=synergy_id,
client=client,

    ).parsed

async def asyncio_detailed(
    synergy_id: UUID,
    *,
    client: AuthenticatedClient,

) -> Response[HistoryOut]:
    """ Read Synergy History

     Each step of the life; who made it only to animators, the operator, and oneself.

    Args:
        synergy_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[HistoryOut]
     """


    kwargs = _get_kwargs(
        synergy_id=synergy_id,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    synergy_id: UUID,
    *,
    client: AuthenticatedClient,

) -> HistoryOut | None:
    """ Read Synergy History

     Each step of the life; who made it only to animators, the operator, and oneself.

    Args:
        synergy_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        HistoryOut
     """


    return (await asyncio_detailed(
        synergy_id=synergy_id,
client=client,

    )).parsed
