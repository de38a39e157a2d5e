from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.occupations import Occupations
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    code: None | str | Unset = UNSET,
    parent: list[str] | None | Unset = UNSET,
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

    json_code: None | str | Unset
    if isinstance(code, Unset):
        json_code = UNSET
    else:
        json_code = code
    params["code"] = json_code

    json_parent: list[str] | None | Unset
    if isinstance(parent, Unset):
        json_parent = UNSET
    elif isinstance(parent, list):
        json_parent = parent


    else:
        json_parent = parent
    params["parent"] = json_parent

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
        "url": "/v1/occupations",
        "params": params,
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Occupations | None:
    if response.status_code == 200:
        response_200 = Occupations.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Occupations]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    code: None | str | Unset = UNSET,
    parent: list[str] | None | Unset = UNSET,
    q: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> Response[Occupations]:
    """ List Occupations

     Occupations by ROME code; `q` looks into their job titles too.

    Args:
        code (None | str | Unset): How the ROME code begins.
        parent (list[str] | None | Unset): Of any of these families: codes of parents.
        q (None | str | Unset): Words of key, labels and synonyms, in French or English, each as
            it begins; accents and case do not count.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        fields (None | str | Unset): Only these fields of each, by commas; besides them `code`,
            always there.
        if_none_match (None | str | Unset): The ETag of what you have: 304 without a body while it
            is the same.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Occupations]
     """


    kwargs = _get_kwargs(
        code=code,
parent=parent,
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
    code: None | str | Unset = UNSET,
    parent: list[str] | None | Unset = UNSET,
    q: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> Occupations | None:
    """ List Occupations

     Occupations by ROME code; `q` looks into their job titles too.

    Args:
        code (None | str | Unset): How the ROME code begins.
        parent (list[str] | None | Unset): Of any of these families: codes of parents.
        q (None | str | Unset): Words of key, labels and synonyms, in French or English, each as
            it begins; accents and case do not count.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        fields (None | str | Unset): Only these fields of each, by commas; besides them `code`,
            always there.
        if_none_match (None | str | Unset): The ETag of what you have: 304 without a body while it
            is the same.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Occupations
     """


    return sync_detailed(
        client=client,
code=code,
parent=parent,
q=q,
limit=limit,
cursor=cursor,
fields=fields,
if_none_match=if_none_match,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    code: None | str | Unset = UNSET,
    parent: list[str] | None | Unset = UNSET,
    q: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> Response[Occupations]:
    """ List Occupations

     Occupations by ROME code; `q` looks into their job titles too.

    Args:
        code (None | str | Unset): How the ROME code begins.
        parent (list[str] | None | Unset): Of any of these families: codes of parents.
        q (None | str | Unset): Words of key, labels and synonyms, in French or English, each as
            it begins; accents and case do not count.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        fields (None | str | Unset): Only these fields of each, by commas; besides them `code`,
            always there.
        if_none_match (None | str | Unset): The ETag of what you have: 304 without a body while it
            is the same.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[Occupations]
     """


    kwargs = _get_kwargs(
        code=code,
parent=parent,
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
    code: None | str | Unset = UNSET,
    parent: list[str] | None | Unset = UNSET,
    q: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> Occupations | None:
    """ List Occupations

     Occupations by ROME code; `q` looks into their job titles too.

    Args:
        code (None | str | Unset): How the ROME code begins.
        parent (list[str] | None | Unset): Of any of these families: codes of parents.
        q (None | str | Unset): Words of key, labels and synonyms, in French or English, each as
            it begins; accents and case do not count.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        fields (None | str | Unset): Only these fields of each, by commas; besides them `code`,
            always there.
        if_none_match (None | str | Unset): The ETag of what you have: 304 without a body while it
            is the same.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Occupations
     """


    return (await asyncio_detailed(
        client=client,
code=code,
parent=parent,
q=q,
limit=limit,
cursor=cursor,
fields=fields,
if_none_match=if_none_match,

    )).parsed
