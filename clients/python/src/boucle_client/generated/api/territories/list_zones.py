from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.zones_out import ZonesOut
from typing import cast



def _get_kwargs(
    siren: str,

) -> dict[str, Any]:
    

    

    

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/territories/{siren}/zones".format(siren=quote(str(siren), safe=""),),
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ZonesOut | None:
    if response.status_code == 200:
        response_200 = ZonesOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ZonesOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    siren: str,
    *,
    client: AuthenticatedClient,

) -> Response[ZonesOut]:
    """ List Zones

     The activity zones of a territory: sites in one are pooled with each other first.

    Args:
        siren (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ZonesOut]
     """


    kwargs = _get_kwargs(
        siren=siren,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    siren: str,
    *,
    client: AuthenticatedClient,

) -> ZonesOut | None:
    """ List Zones

     The activity zones of a territory: sites in one are pooled with each other first.

    Args:
        siren (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ZonesOut
     """


    return sync_detailed(
        siren=siren,
client=client,

    ).parsed

async def asyncio_detailed(
    siren: str,
    *,
    client: AuthenticatedClient,

) -> Response[ZonesOut]:
    """ List Zones

     The activity zones of a territory: sites in one are pooled with each other first.

    Args:
        siren (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ZonesOut]
     """


    kwargs = _get_kwargs(
        siren=siren,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    siren: str,
    *,
    client: AuthenticatedClient,

) -> ZonesOut | None:
    """ List Zones

     The activity zones of a territory: sites in one are pooled with each other first.

    Args:
        siren (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ZonesOut
     """


    return (await asyncio_detailed(
        siren=siren,
client=client,

    )).parsed
