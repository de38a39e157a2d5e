from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.meeting_out import MeetingOut
from ...models.move_meeting_body import MoveMeetingBody
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    meeting_id: UUID,
    *,
    body: MoveMeetingBody,
    if_match: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match



    

    

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/meetings/{meeting_id}".format(meeting_id=quote(str(meeting_id), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/merge-patch+json"

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
    body: MoveMeetingBody,
    if_match: None | str | Unset = UNSET,

) -> Response[MeetingOut]:
    """ Move Meeting

     Move a meeting, or say something else of it. Those invited get a mail that puts it right in
    their calendars; other times take their answers back.

    Args:
        meeting_id (UUID):
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (MoveMeetingBody): Any of `kind`, `title`, `place`, `street`, `agenda`, `host`,
            `starts_at`, `ends_at`, as PUT takes them; null erases one. Example: {'ends_at':
            '2036-03-04T11:00:00+01:00', 'starts_at': '2036-03-04T09:00:00+01:00'}.

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
    body: MoveMeetingBody,
    if_match: None | str | Unset = UNSET,

) -> MeetingOut | None:
    """ Move Meeting

     Move a meeting, or say something else of it. Those invited get a mail that puts it right in
    their calendars; other times take their answers back.

    Args:
        meeting_id (UUID):
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (MoveMeetingBody): Any of `kind`, `title`, `place`, `street`, `agenda`, `host`,
            `starts_at`, `ends_at`, as PUT takes them; null erases one. Example: {'ends_at':
            '2036-03-04T11:00:00+01:00', 'starts_at': '2036-03-04T09:00:00+01:00'}.

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
    body: MoveMeetingBody,
    if_match: None | str | Unset = UNSET,

) -> Response[MeetingOut]:
    """ Move Meeting

     Move a meeting, or say something else of it. Those invited get a mail that puts it right in
    their calendars; other times take their answers back.

    Args:
        meeting_id (UUID):
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (MoveMeetingBody): Any of `kind`, `title`, `place`, `street`, `agenda`, `host`,
            `starts_at`, `ends_at`, as PUT takes them; null erases one. Example: {'ends_at':
            '2036-03-04T11:00:00+01:00', 'starts_at': '2036-03-04T09:00:00+01:00'}.

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
    body: MoveMeetingBody,
    if_match: None | str | Unset = UNSET,

) -> MeetingOut | None:
    """ Move Meeting

     Move a meeting, or say something else of it. Those invited get a mail that puts it right in
    their calendars; other times take their answers back.

    Args:
        meeting_id (UUID):
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (MoveMeetingBody): Any of `kind`, `title`, `place`, `street`, `agenda`, `host`,
            `starts_at`, `ends_at`, as PUT takes them; null erases one. Example: {'ends_at':
            '2036-03-04T11:00:00+01:00', 'starts_at': '2036-03-04T09:00:00+01:00'}.

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
