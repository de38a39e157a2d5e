from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.sharing_out import SharingOut
from ...models.sharing_put import SharingPut
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    source: str,
    external_id: str,
    *,
    body: SharingPut,
    if_match: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match

    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match



    

    

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/v1/sources/{source}/sharings/{external_id}".format(source=quote(str(source), safe=""),external_id=quote(str(external_id), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> SharingOut | None:
    if response.status_code == 200:
        response_200 = SharingOut.from_dict(response.json())



        return response_200

    if response.status_code == 201:
        response_201 = SharingOut.from_dict(response.json())



        return response_201

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[SharingOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    source: str,
    external_id: str,
    *,
    client: AuthenticatedClient,
    body: SharingPut,
    if_match: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> Response[SharingOut]:
    """ Put Sharing Of Source

     Declare or revise: 201 when new, else 200; the same again changes nothing.

    Args:
        source (str): The tool's own source.
        external_id (str): The tool's own id, without a slash.
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        if_none_match (None | str | Unset): `*`: done only if it makes something new.
        body (SharingPut): ``PUT /v1/sources/{source}/sharings/{external_id}``: ``site`` is its id
            at this source.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SharingOut]
     """


    kwargs = _get_kwargs(
        source=source,
external_id=external_id,
body=body,
if_match=if_match,
if_none_match=if_none_match,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    source: str,
    external_id: str,
    *,
    client: AuthenticatedClient,
    body: SharingPut,
    if_match: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> SharingOut | None:
    """ Put Sharing Of Source

     Declare or revise: 201 when new, else 200; the same again changes nothing.

    Args:
        source (str): The tool's own source.
        external_id (str): The tool's own id, without a slash.
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        if_none_match (None | str | Unset): `*`: done only if it makes something new.
        body (SharingPut): ``PUT /v1/sources/{source}/sharings/{external_id}``: ``site`` is its id
            at this source.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SharingOut
     """


    return sync_detailed(
        source=source,
external_id=external_id,
client=client,
body=body,
if_match=if_match,
if_none_match=if_none_match,

    ).parsed

async def asyncio_detailed(
    source: str,
    external_id: str,
    *,
    client: AuthenticatedClient,
    body: SharingPut,
    if_match: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> Response[SharingOut]:
    """ Put Sharing Of Source

     Declare or revise: 201 when new, else 200; the same again changes nothing.

    Args:
        source (str): The tool's own source.
        external_id (str): The tool's own id, without a slash.
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        if_none_match (None | str | Unset): `*`: done only if it makes something new.
        body (SharingPut): ``PUT /v1/sources/{source}/sharings/{external_id}``: ``site`` is its id
            at this source.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SharingOut]
     """


    kwargs = _get_kwargs(
        source=source,
external_id=external_id,
body=body,
if_match=if_match,
if_none_match=if_none_match,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    source: str,
    external_id: str,
    *,
    client: AuthenticatedClient,
    body: SharingPut,
    if_match: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> SharingOut | None:
    """ Put Sharing Of Source

     Declare or revise: 201 when new, else 200; the same again changes nothing.

    Args:
        source (str): The tool's own source.
        external_id (str): The tool's own id, without a slash.
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        if_none_match (None | str | Unset): `*`: done only if it makes something new.
        body (SharingPut): ``PUT /v1/sources/{source}/sharings/{external_id}``: ``site`` is its id
            at this source.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SharingOut
     """


    return (await asyncio_detailed(
        source=source,
external_id=external_id,
client=client,
body=body,
if_match=if_match,
if_none_match=if_none_match,

    )).parsed
