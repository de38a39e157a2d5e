from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.person_mails_in import PersonMailsIn
from ...models.person_mails_out import PersonMailsOut
from typing import cast



def _get_kwargs(
    *,
    body: PersonMailsIn,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/persons/mails",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PersonMailsOut | None:
    if response.status_code == 200:
        response_200 = PersonMailsOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PersonMailsOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: PersonMailsIn,

) -> Response[PersonMailsOut]:
    """ Export Person Mails

     What somebody was written, what was answered and chosen, and what people wrote here that
    names the person. Who the person is: ``POST /v1/persons/export``.

    Args:
        body (PersonMailsIn): ``address``: the person's mail address, in any case.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PersonMailsOut]
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
    body: PersonMailsIn,

) -> PersonMailsOut | None:
    """ Export Person Mails

     What somebody was written, what was answered and chosen, and what people wrote here that
    names the person. Who the person is: ``POST /v1/persons/export``.

    Args:
        body (PersonMailsIn): ``address``: the person's mail address, in any case.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PersonMailsOut
     """


    return sync_detailed(
        client=client,
body=body,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: PersonMailsIn,

) -> Response[PersonMailsOut]:
    """ Export Person Mails

     What somebody was written, what was answered and chosen, and what people wrote here that
    names the person. Who the person is: ``POST /v1/persons/export``.

    Args:
        body (PersonMailsIn): ``address``: the person's mail address, in any case.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PersonMailsOut]
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
    body: PersonMailsIn,

) -> PersonMailsOut | None:
    """ Export Person Mails

     What somebody was written, what was answered and chosen, and what people wrote here that
    names the person. Who the person is: ``POST /v1/persons/export``.

    Args:
        body (PersonMailsIn): ``address``: the person's mail address, in any case.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PersonMailsOut
     """


    return (await asyncio_detailed(
        client=client,
body=body,

    )).parsed
