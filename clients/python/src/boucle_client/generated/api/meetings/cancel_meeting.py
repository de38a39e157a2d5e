from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.cancellation_in import CancellationIn
from ...models.meeting_out import MeetingOut
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    meeting_id: UUID,
    *,
    body: CancellationIn,
    if_match: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/meetings/{meeting_id}/cancellation".format(meeting_id=quote(str(meeting_id), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> MeetingOut | None:
    if response.status_code == 200:
        response_200 = MeetingOut.from_dict(response.json())



        return response_200

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
    meeting_id: UUID,
    *,
    client: AuthenticatedClient,
    body: CancellationIn,
    if_match: None | str | Unset = UNSET,

) -> Response[MeetingOut]:
    """ Cancel Meeting

     It does not take place. Those invited get a mail that takes it out of their calendars. Done
    twice, it changes nothing more.

    Args:
        meeting_id (UUID):
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (CancellationIn): ``reason``: for those invited, in the organiser's words.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MeetingOut]
     """


    kwargs = _get_kwargs(
        meeting_id=meeting_id,
body=body,
if_match=if_match,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    meeting_id: UUID,
    *,
    client: AuthenticatedClient,
    body: CancellationIn,
    if_match: None | str | Unset = UNSET,

) -> MeetingOut | None:
    """ Cancel Meeting

     It does not take place. Those invited get a mail that takes it out of their calendars. Done
    twice, it changes nothing more.

    Args:
        meeting_id (UUID):
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (CancellationIn): ``reason``: for those invited, in the organiser's words.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MeetingOut
     """


    return sync_detailed(
        meeting_id=meeting_id,
client=client,
body=body,
if_match=if_match,

    ).parsed

async def asyncio_detailed(
    meeting_id: UUID,
    *,
    client: AuthenticatedClient,
    body: CancellationIn,
    if_match: None | str | Unset = UNSET,

) -> Response[MeetingOut]:
    """ Cancel Meeting

     It does not take place. Those invited get a mail that takes it out of their calendars. Done
    twice, it changes nothing more.

    Args:
        meeting_id (UUID):
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (CancellationIn): ``reason``: for those invited, in the organiser's words.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MeetingOut]
     """


    kwargs = _get_kwargs(
        meeting_id=meeting_id,
body=body,
if_match=if_match,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    meeting_id: UUID,
    *,
    client: AuthenticatedClient,
    body: CancellationIn,
    if_match: None | str | Unset = UNSET,

) -> MeetingOut | None:
    """ Cancel Meeting

     It does not take place. Those invited get a mail that takes it out of their calendars. Done
    twice, it changes nothing more.

    Args:
        meeting_id (UUID):
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (CancellationIn): ``reason``: for those invited, in the organiser's words.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MeetingOut
     """


    return (await asyncio_detailed(
        meeting_id=meeting_id,
client=client,
body=body,
if_match=if_match,

    )).parsed
