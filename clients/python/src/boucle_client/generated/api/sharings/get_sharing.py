from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.sharing_read import SharingRead
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    sharing_id: UUID,
    *,
    fields: None | str | Unset = UNSET,
    expand: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match



    

    params: dict[str, Any] = {}

    json_fields: None | str | Unset
    if isinstance(fields, Unset):
        json_fields = UNSET
    else:
        json_fields = fields
    params["fields"] = json_fields

    json_expand: None | str | Unset
    if isinstance(expand, Unset):
        json_expand = UNSET
    else:
        json_expand = expand
    params["expand"] = json_expand


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/sharings/{sharing_id}".format(sharing_id=quote(str(sharing_id), safe=""),),
        "params": params,
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> SharingRead | None:
    if response.status_code == 200:
        response_200 = SharingRead.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[SharingRead]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    sharing_id: UUID,
    *,
    client: AuthenticatedClient,
    fields: None | str | Unset = UNSET,
    expand: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> Response[SharingRead]:
    """ Get Sharing

     One sharing; a withdrawn one too.

    Args:
        sharing_id (UUID):
        fields (None | str | Unset): Only these fields of each, by commas; besides them
            `sharing_id`, always there.
        expand (None | str | Unset): What is answered with each, by commas: site, organisation.
            Null where it is not yours to see.
        if_none_match (None | str | Unset): The ETag of what you have: 304 without a body while it
            is the same.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SharingRead]
     """


    kwargs = _get_kwargs(
        sharing_id=sharing_id,
fields=fields,
expand=expand,
if_none_match=if_none_match,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    sharing_id: UUID,
    *,
    client: AuthenticatedClient,
    fields: None | str | Unset = UNSET,
    expand: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> SharingRead | None:
    """ Get Sharing

     One sharing; a withdrawn one too.

    Args:
        sharing_id (UUID):
        fields (None | str | Unset): Only these fields of each, by commas; besides them
            `sharing_id`, always there.
        expand (None | str | Unset): What is answered with each, by commas: site, organisation.
            Null where it is not yours to see.
        if_none_match (None | str | Unset): The ETag of what you have: 304 without a body while it
            is the same.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SharingRead
     """


    return sync_detailed(
        sharing_id=sharing_id,
client=client,
fields=fields,
expand=expand,
if_none_match=if_none_match,

    ).parsed

async def asyncio_detailed(
    sharing_id: UUID,
    *,
    client: AuthenticatedClient,
    fields: None | str | Unset = UNSET,
    expand: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> Response[SharingRead]:
    """ Get Sharing

     One sharing; a withdrawn one too.

    Args:
        sharing_id (UUID):
        fields (None | str | Unset): Only these fields of each, by commas; besides them
            `sharing_id`, always there.
        expand (None | str | Unset): What is answered with each, by commas: site, organisation.
            Null where it is not yours to see.
        if_none_match (None | str | Unset): The ETag of what you have: 304 without a body while it
            is the same.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SharingRead]
     """


    kwargs = _get_kwargs(
        sharing_id=sharing_id,
fields=fields,
expand=expand,
if_none_match=if_none_match,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    sharing_id: UUID,
    *,
    client: AuthenticatedClient,
    fields: None | str | Unset = UNSET,
    expand: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> SharingRead | None:
    """ Get Sharing

     One sharing; a withdrawn one too.

    Args:
        sharing_id (UUID):
        fields (None | str | Unset): Only these fields of each, by commas; besides them
            `sharing_id`, always there.
        expand (None | str | Unset): What is answered with each, by commas: site, organisation.
            Null where it is not yours to see.
        if_none_match (None | str | Unset): The ETag of what you have: 304 without a body while it
            is the same.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SharingRead
     """


    return (await asyncio_detailed(
        sharing_id=sharing_id,
client=client,
fields=fields,
expand=expand,
if_none_match=if_none_match,

    )).parsed
