from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.communes import Communes
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    code: list[str] | None | Unset = UNSET,
    territory: None | str | Unset = UNSET,
    q: None | str | Unset = UNSET,
    served: bool | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_none_match, Unset):
        headers["If-None-Match"] = if_none_match



    

    params: dict[str, Any] = {}

    json_code: list[str] | None | Unset
    if isinstance(code, Unset):
        json_code = UNSET
    elif isinstance(code, list):
        json_code = code


    else:
        json_code = code
    params["code"] = json_code

    json_territory: None | str | Unset
    if isinstance(territory, Unset):
        json_territory = UNSET
    else:
        json_territory = territory
    params["territory"] = json_territory

    json_q: None | str | Unset
    if isinstance(q, Unset):
        json_q = UNSET
    else:
        json_q = q
    params["q"] = json_q

    json_served: bool | None | Unset
    if isinstance(served, Unset):
        json_served = UNSET
    else:
        json_served = served
    params["served"] = json_served

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
        "url": "/v1/communes",
        "params": params,
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Communes | None:
    if response.status_code == 200:
        response_200 = Communes.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[Communes]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    code: list[str] | None | Unset = UNSET,
    territory: None | str | Unset = UNSET,
    q: None | str | Unset = UNSET,
    served: bool | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> Response[Communes]:
    """ List Communes

     Communes by name: those of today, and with `code` also those that were merged into one.

    Args:
        code (list[str] | None | Unset): INSEE codes, of today or of communes that were merged;
            any of these.
        territory (None | str | Unset): The SIREN of an EPCI, or of a federation of territories.
        q (None | str | Unset): How the name begins; accents, case, hyphens and apostrophes do not
            count.
        served (bool | None | Unset): Is the EPCI a territory here?
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
        Response[Communes]
     """


    kwargs = _get_kwargs(
        code=code,
territory=territory,
q=q,
served=served,
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
    code: list[str] | None | Unset = UNSET,
    territory: None | str | Unset = UNSET,
    q: None | str | Unset = UNSET,
    served: bool | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> Communes | None:
    """ List Communes

     Communes by name: those of today, and with `code` also those that were merged into one.

    Args:
        code (list[str] | None | Unset): INSEE codes, of today or of communes that were merged;
            any of these.
        territory (None | str | Unset): The SIREN of an EPCI, or of a federation of territories.
        q (None | str | Unset): How the name begins; accents, case, hyphens and apostrophes do not
            count.
        served (bool | None | Unset): Is the EPCI a territory here?
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
        Communes
     """


    return sync_detailed(
        client=client,
code=code,
territory=territory,
q=q,
served=served,
limit=limit,
cursor=cursor,
fields=fields,
if_none_match=if_none_match,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    code: list[str] | None | Unset = UNSET,
    territory: None | str | Unset = UNSET,
    q: None | str | Unset = UNSET,
    served: bool | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> Response[Communes]:
    """ List Communes

     Communes by name: those of today, and with `code` also those that were merged into one.

    Args:
        code (list[str] | None | Unset): INSEE codes, of today or of communes that were merged;
            any of these.
        territory (None | str | Unset): The SIREN of an EPCI, or of a federation of territories.
        q (None | str | Unset): How the name begins; accents, case, hyphens and apostrophes do not
            count.
        served (bool | None | Unset): Is the EPCI a territory here?
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
        Response[Communes]
     """


    kwargs = _get_kwargs(
        code=code,
territory=territory,
q=q,
served=served,
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
    code: list[str] | None | Unset = UNSET,
    territory: None | str | Unset = UNSET,
    q: None | str | Unset = UNSET,
    served: bool | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> Communes | None:
    """ List Communes

     Communes by name: those of today, and with `code` also those that were merged into one.

    Args:
        code (list[str] | None | Unset): INSEE codes, of today or of communes that were merged;
            any of these.
        territory (None | str | Unset): The SIREN of an EPCI, or of a federation of territories.
        q (None | str | Unset): How the name begins; accents, case, hyphens and apostrophes do not
            count.
        served (bool | None | Unset): Is the EPCI a territory here?
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
        Communes
     """


    return (await asyncio_detailed(
        client=client,
code=code,
territory=territory,
q=q,
served=served,
limit=limit,
cursor=cursor,
fields=fields,
if_none_match=if_none_match,

    )).parsed
