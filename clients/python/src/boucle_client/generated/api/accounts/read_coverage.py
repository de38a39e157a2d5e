from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.coverage_out import CoverageOut
from typing import cast
from uuid import UUID



def _get_kwargs(
    *,
    need: UUID,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    json_need = str(need)
    params["need"] = json_need


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/synergies/coverage",
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> CoverageOut | None:
    if response.status_code == 200:
        response_200 = CoverageOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[CoverageOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    need: UUID,

) -> Response[CoverageOut]:
    """ Read Coverage

     How much of a need its best set of offers covers: best score first, none needless.

    For whoever sees the need whole; an offer that it does not see so counts rounded.

    Args:
        need (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CoverageOut]
     """


    kwargs = _get_kwargs(
        need=need,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    need: UUID,

) -> CoverageOut | None:
    """ Read Coverage

     How much of a need its best set of offers covers: best score first, none needless.

    For whoever sees the need whole; an offer that it does not see so counts rounded.

    Args:
        need (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CoverageOut
     """


    return sync_detailed(
        client=client,
need=need,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    need: UUID,

) -> Response[CoverageOut]:
    """ Read Coverage

     How much of a need its best set of offers covers: best score first, none needless.

    For whoever sees the need whole; an offer that it does not see so counts rounded.

    Args:
        need (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CoverageOut]
     """


    kwargs = _get_kwargs(
        need=need,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    need: UUID,

) -> CoverageOut | None:
    """ Read Coverage

     How much of a need its best set of offers covers: best score first, none needless.

    For whoever sees the need whole; an offer that it does not see so counts rounded.

    Args:
        need (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CoverageOut
     """


    return (await asyncio_detailed(
        client=client,
need=need,

    )).parsed
