from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.list_territories_kind_type_0_item import check_list_territories_kind_type_0_item
from ...models.list_territories_kind_type_0_item import ListTerritoriesKindType0Item
from ...models.list_territories_sort_type_0 import check_list_territories_sort_type_0
from ...models.list_territories_sort_type_0 import ListTerritoriesSortType0
from ...models.page_territory_out import PageTerritoryOut
from ...types import UNSET, Unset
from typing import cast
import datetime



def _get_kwargs(
    *,
    kind: list[ListTerritoriesKindType0Item] | None | Unset = UNSET,
    parent: list[str] | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListTerritoriesSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    json_kind: list[str] | None | Unset
    if isinstance(kind, Unset):
        json_kind = UNSET
    elif isinstance(kind, list):
        json_kind = []
        for kind_type_0_item_data in kind:
            kind_type_0_item: str = kind_type_0_item_data
            json_kind.append(kind_type_0_item)


    else:
        json_kind = kind
    params["kind"] = json_kind

    json_parent: list[str] | None | Unset
    if isinstance(parent, Unset):
        json_parent = UNSET
    elif isinstance(parent, list):
        json_parent = parent


    else:
        json_parent = parent
    params["parent"] = json_parent

    params["limit"] = limit

    json_cursor: None | str | Unset
    if isinstance(cursor, Unset):
        json_cursor = UNSET
    else:
        json_cursor = cursor
    params["cursor"] = json_cursor

    json_updated_after: None | str | Unset
    if isinstance(updated_after, Unset):
        json_updated_after = UNSET
    elif isinstance(updated_after, datetime.datetime):
        json_updated_after = updated_after.isoformat()
    else:
        json_updated_after = updated_after
    params["updated_after"] = json_updated_after

    json_sort: None | str | Unset
    if isinstance(sort, Unset):
        json_sort = UNSET
    elif isinstance(sort, str):
        json_sort = sort
    else:
        json_sort = sort
    params["sort"] = json_sort

    json_fields: None | str | Unset
    if isinstance(fields, Unset):
        json_fields = UNSET
    else:
        json_fields = fields
    params["fields"] = json_fields


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/territories",
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageTerritoryOut | None:
    if response.status_code == 200:
        response_200 = PageTerritoryOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PageTerritoryOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    kind: list[ListTerritoriesKindType0Item] | None | Unset = UNSET,
    parent: list[str] | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListTerritoriesSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,

) -> Response[PageTerritoryOut]:
    """ List Territories

     All territories: names, settings and who answers for data are no secret, animators' addresses
    are. Those of a sandbox are seen with its credentials only.

    Args:
        kind (list[ListTerritoriesKindType0Item] | None | Unset): Repeated, any of these.
        parent (list[str] | None | Unset): Repeated, any of these.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.
        sort (ListTerritoriesSortType0 | None | Unset): The order, ties by id; `-` falls. By
            default `updated_at`.
        fields (None | str | Unset): Only these fields of each, by commas; besides them `siren`,
            always there.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageTerritoryOut]
     """


    kwargs = _get_kwargs(
        kind=kind,
parent=parent,
limit=limit,
cursor=cursor,
updated_after=updated_after,
sort=sort,
fields=fields,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    kind: list[ListTerritoriesKindType0Item] | None | Unset = UNSET,
    parent: list[str] | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListTerritoriesSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,

) -> PageTerritoryOut | None:
    """ List Territories

     All territories: names, settings and who answers for data are no secret, animators' addresses
    are. Those of a sandbox are seen with its credentials only.

    Args:
        kind (list[ListTerritoriesKindType0Item] | None | Unset): Repeated, any of these.
        parent (list[str] | None | Unset): Repeated, any of these.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.
        sort (ListTerritoriesSortType0 | None | Unset): The order, ties by id; `-` falls. By
            default `updated_at`.
        fields (None | str | Unset): Only these fields of each, by commas; besides them `siren`,
            always there.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageTerritoryOut
     """


    return sync_detailed(
        client=client,
kind=kind,
parent=parent,
limit=limit,
cursor=cursor,
updated_after=updated_after,
sort=sort,
fields=fields,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    kind: list[ListTerritoriesKindType0Item] | None | Unset = UNSET,
    parent: list[str] | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListTerritoriesSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,

) -> Response[PageTerritoryOut]:
    """ List Territories

     All territories: names, settings and who answers for data are no secret, animators' addresses
    are. Those of a sandbox are seen with its credentials only.

    Args:
        kind (list[ListTerritoriesKindType0Item] | None | Unset): Repeated, any of these.
        parent (list[str] | None | Unset): Repeated, any of these.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.
        sort (ListTerritoriesSortType0 | None | Unset): The order, ties by id; `-` falls. By
            default `updated_at`.
        fields (None | str | Unset): Only these fields of each, by commas; besides them `siren`,
            always there.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageTerritoryOut]
     """


    kwargs = _get_kwargs(
        kind=kind,
parent=parent,
limit=limit,
cursor=cursor,
updated_after=updated_after,
sort=sort,
fields=fields,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    kind: list[ListTerritoriesKindType0Item] | None | Unset = UNSET,
    parent: list[str] | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListTerritoriesSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,

) -> PageTerritoryOut | None:
    """ List Territories

     All territories: names, settings and who answers for data are no secret, animators' addresses
    are. Those of a sandbox are seen with its credentials only.

    Args:
        kind (list[ListTerritoriesKindType0Item] | None | Unset): Repeated, any of these.
        parent (list[str] | None | Unset): Repeated, any of these.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.
        sort (ListTerritoriesSortType0 | None | Unset): The order, ties by id; `-` falls. By
            default `updated_at`.
        fields (None | str | Unset): Only these fields of each, by commas; besides them `siren`,
            always there.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageTerritoryOut
     """


    return (await asyncio_detailed(
        client=client,
kind=kind,
parent=parent,
limit=limit,
cursor=cursor,
updated_after=updated_after,
sort=sort,
fields=fields,

    )).parsed
