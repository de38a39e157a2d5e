from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.attendance_in import AttendanceIn
from ...models.meeting_out import MeetingOut
from typing import cast
from uuid import UUID



def _get_kwargs(
    meeting_id: UUID,
    *,
    body: AttendanceIn,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/meetings/{meeting_id}/attendance".format(meeting_id=quote(str(meeting_id), safe=""),),
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
    body: AttendanceIn,

) -> Response[MeetingOut]:
    """ Record Attendance

     Who came. Recorded again, it replaces; a company not named keeps what was recorded.

    Args:
        meeting_id (UUID):
        body (AttendanceIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MeetingOut]
     """


    kwargs = _get_kwargs(
        meeting_id=meeting_id,
body=body,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    meeting_id: UUID,
    *,
    client: AuthenticatedClient,
    body: AttendanceIn,

) -> MeetingOut | None:
    """ Record Attendance

     Who came. Recorded again, it replaces; a company not named keeps what was recorded.

    Args:
        meeting_id (UUID):
        body (AttendanceIn):

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

    ).parsed

async def asyncio_detailed(
    meeting_id: UUID,
    *,
    client: AuthenticatedClient,
    body: AttendanceIn,

) -> Response[MeetingOut]:
    """ Record Attendance

     Who came. Recorded again, it replaces; a company not named keeps what was recorded.

    Args:
        meeting_id (UUID):
        body (AttendanceIn):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MeetingOut]
     """


    kwargs = _get_kwargs(
        meeting_id=meeting_id,
body=body,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    meeting_id: UUID,
    *,
    client: AuthenticatedClient,
    body: AttendanceIn,

) -> MeetingOut | None:
    """ Record Attendance

     Who came. Recorded again, it replaces; a company not named keeps what was recorded.

    Args:
        meeting_id (UUID):
        body (AttendanceIn):

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

    )).parsed
