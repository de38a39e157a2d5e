from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.sandbox_in import SandboxIn
from ...models.sandbox_made import SandboxMade
from typing import cast



def _get_kwargs(
    *,
    body: SandboxIn,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/sandboxes",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> SandboxMade | None:
    if response.status_code == 200:
        response_200 = SandboxMade.from_dict(response.json())



        return response_200

    if response.status_code == 201:
        response_201 = SandboxMade.from_dict(response.json())



        return response_201

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[SandboxMade]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: SandboxIn,

) -> Response[SandboxMade]:
    """ Ask For Sandbox

     A sandbox of your own: what is declared in it with its own credentials meets nothing outside,
    its organisations are verified, its mails are kept for you to read instead of sent. The same
    name again answers the same sandbox (200), without secrets.

    Args:
        body (SandboxIn): ``territories``: their names, in the order of their codes; one of the
            sandbox's own name if
            left out. ``source``: under which its tool will declare; a name of its own if left out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SandboxMade]
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
    body: SandboxIn,

) -> SandboxMade | None:
    """ Ask For Sandbox

     A sandbox of your own: what is declared in it with its own credentials meets nothing outside,
    its organisations are verified, its mails are kept for you to read instead of sent. The same
    name again answers the same sandbox (200), without secrets.

    Args:
        body (SandboxIn): ``territories``: their names, in the order of their codes; one of the
            sandbox's own name if
            left out. ``source``: under which its tool will declare; a name of its own if left out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SandboxMade
     """


    return sync_detailed(
        client=client,
body=body,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: SandboxIn,

) -> Response[SandboxMade]:
    """ Ask For Sandbox

     A sandbox of your own: what is declared in it with its own credentials meets nothing outside,
    its organisations are verified, its mails are kept for you to read instead of sent. The same
    name again answers the same sandbox (200), without secrets.

    Args:
        body (SandboxIn): ``territories``: their names, in the order of their codes; one of the
            sandbox's own name if
            left out. ``source``: under which its tool will declare; a name of its own if left out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SandboxMade]
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
    body: SandboxIn,

) -> SandboxMade | None:
    """ Ask For Sandbox

     A sandbox of your own: what is declared in it with its own credentials meets nothing outside,
    its organisations are verified, its mails are kept for you to read instead of sent. The same
    name again answers the same sandbox (200), without secrets.

    Args:
        body (SandboxIn): ``territories``: their names, in the order of their codes; one of the
            sandbox's own name if
            left out. ``source``: under which its tool will declare; a name of its own if left out.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SandboxMade
     """


    return (await asyncio_detailed(
        client=client,
body=body,

    )).parsed
