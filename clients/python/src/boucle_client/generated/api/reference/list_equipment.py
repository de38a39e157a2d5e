from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.listed_equipment_out import ListedEquipmentOut
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    key: list[str] | None | Unset = UNSET,
    q: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match



    

    params: dict[str, Any] = {}

    json_key: list[str] | None | Unset
    if isinstance(key, Unset):
        json_key = UNSET
    elif isinstance(key, list):
        json_key = key


    else:
        json_key = key
    params["key"] = json_key

    json_q: None | str | Unset
    if isinstance(q, Unset):
        json_q = UNSET
    else:
        json_q = q
    params["q"] = json_q

    params["limit"] = limit

    json_cursor: None | str | Unset
    if isinstance(cursor, Unset):
        json_cursor = UNSET
    else:
        json_cursor = cursor
    params["cursor"] = json_cursor

    json_fields: None | str | Unset
    if isinstance(fields, Unset):
        json_fields = UNSET
    else:
        json_fields = fields
    params["fields"] = json_fields


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/equipment",
        "params": params,
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ListedEquipmentOut | None:
    if response.status_code == 200:
        response_200 = ListedEquipmentOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ListedEquipmentOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    key: list[str] | None | Unset = UNSET,
    q: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> Response[ListedEquipmentOut]:
    """ List Equipment

     The kinds of equipment that sites may share, and what a need or an offer of each says.

    Args:
        key (list[str] | None | Unset): Any of these keys.
        q (None | str | Unset): Words of key, labels and synonyms, in French or English, each as
            it begins; accents and case do not count.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        fields (None | str | Unset): Only these fields of each, by commas; besides them `key`,
            always there.
        if_none_match (None | str | Unset): The ETag of what you have: 304 without a body while it
            is the same.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListedEquipmentOut]
     """


    kwargs = _get_kwargs(
        key=key,
q=q,
limit=limit,
cursor=cursor,
fields=fields,
if_none_match=if_none_match,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    key: list[str] | None | Unset = UNSET,
    q: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> ListedEquipmentOut | None:
    """ List Equipment

     The kinds of equipment that sites may share, and what a need or an offer of each says.

    Args:
        key (list[str] | None | Unset): Any of these keys.
        q (None | str | Unset): Words of key, labels and synonyms, in French or English, each as
            it begins; accents and case do not count.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        fields (None | str | Unset): Only these fields of each, by commas; besides them `key`,
            always there.
        if_none_match (None | str | Unset): The ETag of what you have: 304 without a body while it
            is the same.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListedEquipmentOut
     """


    return sync_detailed(
        client=client,
key=key,
q=q,
limit=limit,
cursor=cursor,
fields=fields,
if_none_match=if_none_match,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    key: list[str] | None | Unset = UNSET,
    q: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> Response[ListedEquipmentOut]:
    """ List Equipment

     The kinds of equipment that sites may share, and what a need or an offer of each says.

    Args:
        key (list[str] | None | Unset): Any of these keys.
        q (None | str | Unset): Words of key, labels and synonyms, in French or English, each as
            it begins; accents and case do not count.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        fields (None | str | Unset): Only these fields of each, by commas; besides them `key`,
            always there.
        if_none_match (None | str | Unset): The ETag of what you have: 304 without a body while it
            is the same.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListedEquipmentOut]
     """


    kwargs = _get_kwargs(
        key=key,
q=q,
limit=limit,
cursor=cursor,
fields=fields,
if_none_match=if_none_match,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    key: list[str] | None | Unset = UNSET,
    q: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> ListedEquipmentOut | None:
    """ List Equipment

     The kinds of equipment that sites may share, and what a need or an offer of each says.

    Args:
        key (list[str] | None | Unset): Any of these keys.
        q (None | str | Unset): Words of key, labels and synonyms, in French or English, each as
            it begins; accents and case do not count.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        fields (None | str | Unset): Only these fields of each, by commas; besides them `key`,
            always there.
        if_none_match (None | str | Unset): The ETag of what you have: 304 without a body while it
            is the same.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListedEquipmentOut
     """


    return (await asyncio_detailed(
        client=client,
key=key,
q=q,
limit=limit,
cursor=cursor,
fields=fields,
if_none_match=if_none_match,

    )).parsed
