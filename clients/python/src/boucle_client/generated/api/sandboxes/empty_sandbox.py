from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.emptied_out import EmptiedOut
from typing import cast



def _get_kwargs(
    sandbox_id: str,

) -> dict[str, Any]:
    

    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/sandboxes/{sandbox_id}/empty".format(sandbox_id=quote(str(sandbox_id), safe=""),),
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> EmptiedOut | None:
    if response.status_code == 200:
        response_200 = EmptiedOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[EmptiedOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    sandbox_id: str,
    *,
    client: AuthenticatedClient,

) -> Response[EmptiedOut]:
    """ Empty Sandbox

     Withdraw all that is declared in it: organisations, sites, flows. Credentials, settings and
    what happened stay. Done twice, it changes nothing more.

    Args:
        sandbox_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EmptiedOut]
     """


    kwargs = _get_kwargs(
        sandbox_id=sandbox_id,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    sandbox_id: str,
    *,
    client: AuthenticatedClient,

) -> EmptiedOut | None:
    """ Empty Sandbox

     Withdraw all that is declared in it: organisations, sites, flows. Credentials, settings and
    what happened stay. Done twice, it changes nothing more.

    Args:
        sandbox_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EmptiedOut
     """


    return sync_detailed(
        sandbox_id=sandbox_id,
client=client,

    ).parsed

async def asyncio_detailed(
    sandbox_id: str,
    *,
    client: AuthenticatedClient,

) -> Response[EmptiedOut]:
    """ Empty Sandbox

     Withdraw all that is declared in it: organisations, sites, flows. Credentials, settings and
    what happened stay. Done twice, it changes nothing more.

    Args:
        sandbox_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[EmptiedOut]
     """


    kwargs = _get_kwargs(
        sandbox_id=sandbox_id,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    sandbox_id: str,
    *,
    client: AuthenticatedClient,

) -> EmptiedOut | None:
    """ Empty Sandbox

     Withdraw all that is declared in it: organisations, sites, flows. Credentials, settings and
    what happened stay. Done twice, it changes nothing more.

    Args:
        sandbox_id (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        EmptiedOut
     """


    return (await asyncio_detailed(
        sandbox_id=sandbox_id,
client=client,

    )).parsed
