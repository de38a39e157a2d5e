from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.typical_flows_in import TypicalFlowsIn
from ...models.typical_flows_out import TypicalFlowsOut
from typing import cast
from uuid import UUID



def _get_kwargs(
    site_id: UUID,
    *,
    body: TypicalFlowsIn,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/sites/{site_id}/typical-flows".format(site_id=quote(str(site_id), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> TypicalFlowsOut | None:
    if response.status_code == 200:
        response_200 = TypicalFlowsOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[TypicalFlowsOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    site_id: UUID,
    *,
    client: AuthenticatedClient,
    body: TypicalFlowsIn,

) -> Response[TypicalFlowsOut]:
    """ Declare Typical Flows

     Declare, with certainty ``typical``, what the site's activity usually gives and needs and
    nobody declared there. Sent again, it changes nothing; with other ``employees``, it revises.

    Args:
        site_id (UUID):
        body (TypicalFlowsIn): How many people work at the site.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[TypicalFlowsOut]
     """


    kwargs = _get_kwargs(
        site_id=site_id,
body=body,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    site_id: UUID,
    *,
    client: AuthenticatedClient,
    body: TypicalFlowsIn,

) -> TypicalFlowsOut | None:
    """ Declare Typical Flows

     Declare, with certainty ``typical``, what the site's activity usually gives and needs and
    nobody declared there. Sent again, it changes nothing; with other ``employees``, it revises.

    Args:
        site_id (UUID):
        body (TypicalFlowsIn): How many people work at the site.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        TypicalFlowsOut
     """


    return sync_detailed(
        site_id=site_id,
client=client,
body=body,

    ).parsed

async def asyncio_detailed(
    site_id: UUID,
    *,
    client: AuthenticatedClient,
    body: TypicalFlowsIn,

) -> Response[TypicalFlowsOut]:
    """ Declare Typical Flows

     Declare, with certainty ``typical``, what the site's activity usually gives and needs and
    nobody declared there. Sent again, it changes nothing; with other ``employees``, it revises.

    Args:
        site_id (UUID):
        body (TypicalFlowsIn): How many people work at the site.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[TypicalFlowsOut]
     """


    kwargs = _get_kwargs(
        site_id=site_id,
body=body,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    site_id: UUID,
    *,
    client: AuthenticatedClient,
    body: TypicalFlowsIn,

) -> TypicalFlowsOut | None:
    """ Declare Typical Flows

     Declare, with certainty ``typical``, what the site's activity usually gives and needs and
    nobody declared there. Sent again, it changes nothing; with other ``employees``, it revises.

    Args:
        site_id (UUID):
        body (TypicalFlowsIn): How many people work at the site.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        TypicalFlowsOut
     """


    return (await asyncio_detailed(
        site_id=site_id,
client=client,
body=body,

    )).parsed
