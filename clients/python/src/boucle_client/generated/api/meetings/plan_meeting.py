from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.meeting_in import MeetingIn
from ...models.meeting_out import MeetingOut
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    body: MeetingIn,
    idempotency_key: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/meetings",
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> MeetingOut | None:
    if response.status_code == 201:
        response_201 = MeetingOut.from_dict(response.json())



        return response_201

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[MeetingOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    body: MeetingIn,
    idempotency_key: None | str | Unset = UNSET,

) -> Response[MeetingOut]:
    """ Plan Meeting

     Plan a meeting and invite the companies of these synergies, and those named besides.

    Args:
        idempotency_key (None | str | Unset): A UUID, say.
        body (MeetingIn): ``territory``: needed when the animator has several. ``organisations``:
            to invite too.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MeetingOut]
     """


    kwargs = _get_kwargs(
        body=body,
idempotency_key=idempotency_key,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    body: MeetingIn,
    idempotency_key: None | str | Unset = UNSET,

) -> MeetingOut | None:
    """ Plan Meeting

     Plan a meeting and invite the companies of these synergies, and those named besides.

    Args:
        idempotency_key (None | str | Unset): A UUID, say.
        body (MeetingIn): ``territory``: needed when the animator has several. ``organisations``:
            to invite too.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MeetingOut
     """


    return sync_detailed(
        client=client,
body=body,
idempotency_key=idempotency_key,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    body: MeetingIn,
    idempotency_key: None | str | Unset = UNSET,

) -> Response[MeetingOut]:
    """ Plan Meeting

     Plan a meeting and invite the companies of these synergies, and those named besides.

    Args:
        idempotency_key (None | str | Unset): A UUID, say.
        body (MeetingIn): ``territory``: needed when the animator has several. ``organisations``:
            to invite too.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MeetingOut]
     """


    kwargs = _get_kwargs(
        body=body,
idempotency_key=idempotency_key,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    body: MeetingIn,
    idempotency_key: None | str | Unset = UNSET,

) -> MeetingOut | None:
    """ Plan Meeting

     Plan a meeting and invite the companies of these synergies, and those named besides.

    Args:
        idempotency_key (None | str | Unset): A UUID, say.
        body (MeetingIn): ``territory``: needed when the animator has several. ``organisations``:
            to invite too.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MeetingOut
     """


    return (await asyncio_detailed(
        client=client,
body=body,
idempotency_key=idempotency_key,

    )).parsed
