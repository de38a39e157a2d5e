from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...types import File, FileTypes
from io import BytesIO
from uuid import UUID



def _get_kwargs(
    meeting_id: UUID,

) -> dict[str, Any]:
    

    

    

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/meetings/{meeting_id}/attendance.xlsx".format(meeting_id=quote(str(meeting_id), safe=""),),
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> File | None:
    if response.status_code == 200:
        response_200 = File(
             payload = BytesIO(response.content)
        )



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[File]:
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

) -> Response[File]:
    """ Attendance Sheet

     The sheet to sign on the day, as a workbook: companies, contacts, answers, a place to sign.
    Companies of other territories than yours are without a name.

    Args:
        meeting_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File]
     """


    kwargs = _get_kwargs(
        meeting_id=meeting_id,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    meeting_id: UUID,
    *,
    client: AuthenticatedClient,

) -> File | None:
    """ Attendance Sheet

     The sheet to sign on the day, as a workbook: companies, contacts, answers, a place to sign.
    Companies of other territories than yours are without a name.

    Args:
        meeting_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File
     """


    return sync_detailed(
        meeting_id=meeting_id,
client=client,

    ).parsed

async def asyncio_detailed(
    meeting_id: UUID,
    *,
    client: AuthenticatedClient,

) -> Response[File]:
    """ Attendance Sheet

     The sheet to sign on the day, as a workbook: companies, contacts, answers, a place to sign.
    Companies of other territories than yours are without a name.

    Args:
        meeting_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[File]
     """


    kwargs = _get_kwargs(
        meeting_id=meeting_id,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    meeting_id: UUID,
    *,
    client: AuthenticatedClient,

) -> File | None:
    """ Attendance Sheet

     The sheet to sign on the day, as a workbook: companies, contacts, answers, a place to sign.
    Companies of other territories than yours are without a name.

    Args:
        meeting_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        File
     """


    return (await asyncio_detailed(
        meeting_id=meeting_id,
client=client,

    )).parsed
