from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.erasure_out import ErasureOut
from ...models.person_in import PersonIn
from typing import cast



def _get_kwargs(
    *,
    body: PersonIn,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/persons/erase",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ErasureOut | None:
    if response.status_code == 200:
        response_200 = ErasureOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ErasureOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: PersonIn,

) -> Response[ErasureOut]:
    """ Erase Person

     Everything under this address, and the person's name, number and address in what people
    wrote; every service follows within a minute, also after a restore. Tools that declare it again
    are not heard. Synergies keep their figures, and the other parties learn that the contact left.
    Done twice, it erases what came since.

    Args:
        body (PersonIn): ``address``: the person's mail address, in any case.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErasureOut]
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
    body: PersonIn,

) -> ErasureOut | None:
    """ Erase Person

     Everything under this address, and the person's name, number and address in what people
    wrote; every service follows within a minute, also after a restore. Tools that declare it again
    are not heard. Synergies keep their figures, and the other parties learn that the contact left.
    Done twice, it erases what came since.

    Args:
        body (PersonIn): ``address``: the person's mail address, in any case.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErasureOut
     """


    return sync_detailed(
        client=client,
body=body,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: PersonIn,

) -> Response[ErasureOut]:
    """ Erase Person

     Everything under this address, and the person's name, number and address in what people
    wrote; every service follows within a minute, also after a restore. Tools that declare it again
    are not heard. Synergies keep their figures, and the other parties learn that the contact left.
    Done twice, it erases what came since.

    Args:
        body (PersonIn): ``address``: the person's mail address, in any case.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ErasureOut]
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
    body: PersonIn,

) -> ErasureOut | None:
    """ Erase Person

     Everything under this address, and the person's name, number and address in what people
    wrote; every service follows within a minute, also after a restore. Tools that declare it again
    are not heard. Synergies keep their figures, and the other parties learn that the contact left.
    Done twice, it erases what came since.

    Args:
        body (PersonIn): ``address``: the person's mail address, in any case.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ErasureOut
     """


    return (await asyncio_detailed(
        client=client,
body=body,

    )).parsed
