from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.principal_in import PrincipalIn
from ...models.principal_made import PrincipalMade
from typing import cast



def _get_kwargs(
    *,
    body: PrincipalIn,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/principals",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PrincipalMade | None:
    if response.status_code == 201:
        response_201 = PrincipalMade.from_dict(response.json())



        return response_201

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PrincipalMade]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: PrincipalIn,

) -> Response[PrincipalMade]:
    """ Create Principal

     A new principal; its secret is shown this once, hence no ``Idempotency-Key`` here: the
    answer kept for a second request would hold it.

    Args:
        body (PrincipalIn): ``organisations`` for a company, ``territories`` for an animator,
            ``source`` for a tool;
            ``verifies``: what this tool declares is verified at once, for you trust it to know who is
            who.
            ``requires_if_match``: this tool changes and withdraws with ``If-Match`` only.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PrincipalMade]
     """


    kwargs = _get_kwargs(
        body=body,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    body: PrincipalIn,

) -> PrincipalMade | None:
    """ Create Principal

     A new principal; its secret is shown this once, hence no ``Idempotency-Key`` here: the
    answer kept for a second request would hold it.

    Args:
        body (PrincipalIn): ``organisations`` for a company, ``territories`` for an animator,
            ``source`` for a tool;
            ``verifies``: what this tool declares is verified at once, for you trust it to know who is
            who.
            ``requires_if_match``: this tool changes and withdraws with ``If-Match`` only.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PrincipalMade
     """


    return sync_detailed(
        client=client,
body=body,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: PrincipalIn,

) -> Response[PrincipalMade]:
    """ Create Principal

     A new principal; its secret is shown this once, hence no ``Idempotency-Key`` here: the
    answer kept for a second request would hold it.

    Args:
        body (PrincipalIn): ``organisations`` for a company, ``territories`` for an animator,
            ``source`` for a tool;
            ``verifies``: what this tool declares is verified at once, for you trust it to know who is
            who.
            ``requires_if_match``: this tool changes and withdraws with ``If-Match`` only.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PrincipalMade]
     """


    kwargs = _get_kwargs(
        body=body,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    body: PrincipalIn,

) -> PrincipalMade | None:
    """ Create Principal

     A new principal; its secret is shown this once, hence no ``Idempotency-Key`` here: the
    answer kept for a second request would hold it.

    Args:
        body (PrincipalIn): ``organisations`` for a company, ``territories`` for an animator,
            ``source`` for a tool;
            ``verifies``: what this tool declares is verified at once, for you trust it to know who is
            who.
            ``requires_if_match``: this tool changes and withdraws with ``If-Match`` only.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PrincipalMade
     """


    return (await asyncio_detailed(
        client=client,
body=body,

    )).parsed
