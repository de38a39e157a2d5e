from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.prospects_out import ProspectsOut
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    *,
    flow_id: UUID,
    limit: int | Unset = 50,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    json_flow_id = str(flow_id)
    params["flow_id"] = json_flow_id

    params["limit"] = limit


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/prospects",
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ProspectsOut | None:
    if response.status_code == 200:
        response_200 = ProspectsOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ProspectsOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    flow_id: UUID,
    limit: int | Unset = 50,

) -> Response[ProspectsOut]:
    """ Find Prospects

     Unregistered establishments of the activities that could serve this flow, within reach.
    Nobody writes to them: an animator decides whom to call. None for a flow that looks for nobody:
    ``passed_over`` says why.

    Args:
        flow_id (UUID): A flow of your territory.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProspectsOut]
     """


    kwargs = _get_kwargs(
        flow_id=flow_id,
limit=limit,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    flow_id: UUID,
    limit: int | Unset = 50,

) -> ProspectsOut | None:
    """ Find Prospects

     Unregistered establishments of the activities that could serve this flow, within reach.
    Nobody writes to them: an animator decides whom to call. None for a flow that looks for nobody:
    ``passed_over`` says why.

    Args:
        flow_id (UUID): A flow of your territory.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProspectsOut
     """


    return sync_detailed(
        client=client,
flow_id=flow_id,
limit=limit,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    flow_id: UUID,
    limit: int | Unset = 50,

) -> Response[ProspectsOut]:
    """ Find Prospects

     Unregistered establishments of the activities that could serve this flow, within reach.
    Nobody writes to them: an animator decides whom to call. None for a flow that looks for nobody:
    ``passed_over`` says why.

    Args:
        flow_id (UUID): A flow of your territory.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ProspectsOut]
     """


    kwargs = _get_kwargs(
        flow_id=flow_id,
limit=limit,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    flow_id: UUID,
    limit: int | Unset = 50,

) -> ProspectsOut | None:
    """ Find Prospects

     Unregistered establishments of the activities that could serve this flow, within reach.
    Nobody writes to them: an animator decides whom to call. None for a flow that looks for nobody:
    ``passed_over`` says why.

    Args:
        flow_id (UUID): A flow of your territory.
        limit (int | Unset):  Default: 50.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ProspectsOut
     """


    return (await asyncio_detailed(
        client=client,
flow_id=flow_id,
limit=limit,

    )).parsed
