from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.principal_out import PrincipalOut
from ...models.trust_in import TrustIn
from typing import cast



def _get_kwargs(
    client_id: str,
    *,
    body: TrustIn,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/v1/principals/{client_id}/verifies".format(client_id=quote(str(client_id), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PrincipalOut | None:
    if response.status_code == 200:
        response_200 = PrincipalOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PrincipalOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    client_id: str,
    *,
    client: AuthenticatedClient,
    body: TrustIn,

) -> Response[PrincipalOut]:
    """ Trust Principal

     Trust a tool to verify what it declares from now on, or trust it no more. What it verified
    stays verified: refuse what was wrong.

    Args:
        client_id (str):
        body (TrustIn): Whether what this tool declares is verified at once.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PrincipalOut]
     """


    kwargs = _get_kwargs(
        client_id=client_id,
body=body,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    client_id: str,
    *,
    client: AuthenticatedClient,
    body: TrustIn,

) -> PrincipalOut | None:
    """ Trust Principal

     Trust a tool to verify what it declares from now on, or trust it no more. What it verified
    stays verified: refuse what was wrong.

    Args:
        client_id (str):
        body (TrustIn): Whether what this tool declares is verified at once.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PrincipalOut
     """


    return sync_detailed(
        client_id=client_id,
client=client,
body=body,

    ).parsed

async def asyncio_detailed(
    client_id: str,
    *,
    client: AuthenticatedClient,
    body: TrustIn,

) -> Response[PrincipalOut]:
    """ Trust Principal

     Trust a tool to verify what it declares from now on, or trust it no more. What it verified
    stays verified: refuse what was wrong.

    Args:
        client_id (str):
        body (TrustIn): Whether what this tool declares is verified at once.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PrincipalOut]
     """


    kwargs = _get_kwargs(
        client_id=client_id,
body=body,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    client_id: str,
    *,
    client: AuthenticatedClient,
    body: TrustIn,

) -> PrincipalOut | None:
    """ Trust Principal

     Trust a tool to verify what it declares from now on, or trust it no more. What it verified
    stays verified: refuse what was wrong.

    Args:
        client_id (str):
        body (TrustIn): Whether what this tool declares is verified at once.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PrincipalOut
     """


    return (await asyncio_detailed(
        client_id=client_id,
client=client,
body=body,

    )).parsed
