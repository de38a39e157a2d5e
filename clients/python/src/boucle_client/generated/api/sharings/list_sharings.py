from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.list_sharings_direction_type_0_item import check_list_sharings_direction_type_0_item
from ...models.list_sharings_direction_type_0_item import ListSharingsDirectionType0Item
from ...models.list_sharings_kind_type_0_item import check_list_sharings_kind_type_0_item
from ...models.list_sharings_kind_type_0_item import ListSharingsKindType0Item
from ...models.list_sharings_sort_type_0 import check_list_sharings_sort_type_0
from ...models.list_sharings_sort_type_0 import ListSharingsSortType0
from ...models.page_sharing_read import PageSharingRead
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID
import datetime



def _get_kwargs(
    *,
    site_id: list[UUID] | None | Unset = UNSET,
    organisation_id: list[UUID] | None | Unset = UNSET,
    territory: list[str] | None | Unset = UNSET,
    kind: list[ListSharingsKindType0Item] | None | Unset = UNSET,
    direction: list[ListSharingsDirectionType0Item] | None | Unset = UNSET,
    subject: list[str] | None | Unset = UNSET,
    source: list[str] | None | Unset = UNSET,
    withdrawn: bool | None | Unset = UNSET,
    after: None | str | Unset = UNSET,
    wait: int | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListSharingsSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    expand: None | str | Unset = UNSET,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    json_site_id: list[str] | None | Unset
    if isinstance(site_id, Unset):
        json_site_id = UNSET
    elif isinstance(site_id, list):
        json_site_id = []
        for site_id_type_0_item_data in site_id:
            site_id_type_0_item = str(site_id_type_0_item_data)
            json_site_id.append(site_id_type_0_item)


    else:
        json_site_id = site_id
    params["site_id"] = json_site_id

    json_organisation_id: list[str] | None | Unset
    if isinstance(organisation_id, Unset):
        json_organisation_id = UNSET
    elif isinstance(organisation_id, list):
        json_organisation_id = []
        for organisation_id_type_0_item_data in organisation_id:
            organisation_id_type_0_item = str(organisation_id_type_0_item_data)
            json_organisation_id.append(organisation_id_type_0_item)


    else:
        json_organisation_id = organisation_id
    params["organisation_id"] = json_organisation_id

    json_territory: list[str] | None | Unset
    if isinstance(territory, Unset):
        json_territory = UNSET
    elif isinstance(territory, list):
        json_territory = territory


    else:
        json_territory = territory
    params["territory"] = json_territory

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

    json_direction: list[str] | None | Unset
    if isinstance(direction, Unset):
        json_direction = UNSET
    elif isinstance(direction, list):
        json_direction = []
        for direction_type_0_item_data in direction:
            direction_type_0_item: str = direction_type_0_item_data
            json_direction.append(direction_type_0_item)


    else:
        json_direction = direction
    params["direction"] = json_direction

    json_subject: list[str] | None | Unset
    if isinstance(subject, Unset):
        json_subject = UNSET
    elif isinstance(subject, list):
        json_subject = subject


    else:
        json_subject = subject
    params["subject"] = json_subject

    json_source: list[str] | None | Unset
    if isinstance(source, Unset):
        json_source = UNSET
    elif isinstance(source, list):
        json_source = source


    else:
        json_source = source
    params["source"] = json_source

    json_withdrawn: bool | None | Unset
    if isinstance(withdrawn, Unset):
        json_withdrawn = UNSET
    else:
        json_withdrawn = withdrawn
    params["withdrawn"] = json_withdrawn

    json_after: None | str | Unset
    if isinstance(after, Unset):
        json_after = UNSET
    else:
        json_after = after
    params["after"] = json_after

    json_wait: int | None | Unset
    if isinstance(wait, Unset):
        json_wait = UNSET
    else:
        json_wait = wait
    params["wait"] = json_wait

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

    json_expand: None | str | Unset
    if isinstance(expand, Unset):
        json_expand = UNSET
    else:
        json_expand = expand
    params["expand"] = json_expand


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/sharings",
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageSharingRead | None:
    if response.status_code == 200:
        response_200 = PageSharingRead.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PageSharingRead]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    site_id: list[UUID] | None | Unset = UNSET,
    organisation_id: list[UUID] | None | Unset = UNSET,
    territory: list[str] | None | Unset = UNSET,
    kind: list[ListSharingsKindType0Item] | None | Unset = UNSET,
    direction: list[ListSharingsDirectionType0Item] | None | Unset = UNSET,
    subject: list[str] | None | Unset = UNSET,
    source: list[str] | None | Unset = UNSET,
    withdrawn: bool | None | Unset = UNSET,
    after: None | str | Unset = UNSET,
    wait: int | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListSharingsSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    expand: None | str | Unset = UNSET,

) -> Response[PageSharingRead]:
    """ List Sharings

     Sharings the caller may see, in order of change. Those withdrawn are left out, unless
    ``updated_after`` or ``withdrawn`` is given.

    Args:
        site_id (list[UUID] | None | Unset): Repeated, any of these.
        organisation_id (list[UUID] | None | Unset): Repeated, any of these.
        territory (list[str] | None | Unset): Repeated, any of these.
        kind (list[ListSharingsKindType0Item] | None | Unset): Repeated, any of these.
        direction (list[ListSharingsDirectionType0Item] | None | Unset): Only what sites `need` or
            `offer`.
        subject (list[str] | None | Unset): Repeated, any of these.
        source (list[str] | None | Unset): Repeated, any of these.
        withdrawn (bool | None | Unset):
        after (None | str | Unset): A cursor of the feed: 307 to its changes of type `sharing`,
            with `limit` and `wait`. The feed has no other filter.
        wait (int | None | Unset): With `after`: seconds, as of the feed.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.
        sort (ListSharingsSortType0 | None | Unset): The order, ties by id; `-` falls. By default
            `updated_at`.
        fields (None | str | Unset): Only these fields of each, by commas; besides them
            `sharing_id`, always there.
        expand (None | str | Unset): What is answered with each, by commas: site, organisation.
            Null where it is not yours to see.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageSharingRead]
     """


    kwargs = _get_kwargs(
        site_id=site_id,
organisation_id=organisation_id,
territory=territory,
kind=kind,
direction=direction,
subject=subject,
source=source,
withdrawn=withdrawn,
after=after,
wait=wait,
limit=limit,
cursor=cursor,
updated_after=updated_after,
sort=sort,
fields=fields,
expand=expand,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    site_id: list[UUID] | None | Unset = UNSET,
    organisation_id: list[UUID] | None | Unset = UNSET,
    territory: list[str] | None | Unset = UNSET,
    kind: list[ListSharingsKindType0Item] | None | Unset = UNSET,
    direction: list[ListSharingsDirectionType0Item] | None | Unset = UNSET,
    subject: list[str] | None | Unset = UNSET,
    source: list[str] | None | Unset = UNSET,
    withdrawn: bool | None | Unset = UNSET,
    after: None | str | Unset = UNSET,
    wait: int | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListSharingsSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    expand: None | str | Unset = UNSET,

) -> PageSharingRead | None:
    """ List Sharings

     Sharings the caller may see, in order of change. Those withdrawn are left out, unless
    ``updated_after`` or ``withdrawn`` is given.

    Args:
        site_id (list[UUID] | None | Unset): Repeated, any of these.
        organisation_id (list[UUID] | None | Unset): Repeated, any of these.
        territory (list[str] | None | Unset): Repeated, any of these.
        kind (list[ListSharingsKindType0Item] | None | Unset): Repeated, any of these.
        direction (list[ListSharingsDirectionType0Item] | None | Unset): Only what sites `need` or
            `offer`.
        subject (list[str] | None | Unset): Repeated, any of these.
        source (list[str] | None | Unset): Repeated, any of these.
        withdrawn (bool | None | Unset):
        after (None | str | Unset): A cursor of the feed: 307 to its changes of type `sharing`,
            with `limit` and `wait`. The feed has no other filter.
        wait (int | None | Unset): With `after`: seconds, as of the feed.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.
        sort (ListSharingsSortType0 | None | Unset): The order, ties by id; `-` falls. By default
            `updated_at`.
        fields (None | str | Unset): Only these fields of each, by commas; besides them
            `sharing_id`, always there.
        expand (None | str | Unset): What is answered with each, by commas: site, organisation.
            Null where it is not yours to see.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageSharingRead
     """


    return sync_detailed(
        client=client,
site_id=site_id,
organisation_id=organisation_id,
territory=territory,
kind=kind,
direction=direction,
subject=subject,
source=source,
withdrawn=withdrawn,
after=after,
wait=wait,
limit=limit,
cursor=cursor,
updated_after=updated_after,
sort=sort,
fields=fields,
expand=expand,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    site_id: list[UUID] | None | Unset = UNSET,
    organisation_id: list[UUID] | None | Unset = UNSET,
    territory: list[str] | None | Unset = UNSET,
    kind: list[ListSharingsKindType0Item] | None | Unset = UNSET,
    direction: list[ListSharingsDirectionType0Item] | None | Unset = UNSET,
    subject: list[str] | None | Unset = UNSET,
    source: list[str] | None | Unset = UNSET,
    withdrawn: bool | None | Unset = UNSET,
    after: None | str | Unset = UNSET,
    wait: int | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListSharingsSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    expand: None | str | Unset = UNSET,

) -> Response[PageSharingRead]:
    """ List Sharings

     Sharings the caller may see, in order of change. Those withdrawn are left out, unless
    ``updated_after`` or ``withdrawn`` is given.

    Args:
        site_id (list[UUID] | None | Unset): Repeated, any of these.
        organisation_id (list[UUID] | None | Unset): Repeated, any of these.
        territory (list[str] | None | Unset): Repeated, any of these.
        kind (list[ListSharingsKindType0Item] | None | Unset): Repeated, any of these.
        direction (list[ListSharingsDirectionType0Item] | None | Unset): Only what sites `need` or
            `offer`.
        subject (list[str] | None | Unset): Repeated, any of these.
        source (list[str] | None | Unset): Repeated, any of these.
        withdrawn (bool | None | Unset):
        after (None | str | Unset): A cursor of the feed: 307 to its changes of type `sharing`,
            with `limit` and `wait`. The feed has no other filter.
        wait (int | None | Unset): With `after`: seconds, as of the feed.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.
        sort (ListSharingsSortType0 | None | Unset): The order, ties by id; `-` falls. By default
            `updated_at`.
        fields (None | str | Unset): Only these fields of each, by commas; besides them
            `sharing_id`, always there.
        expand (None | str | Unset): What is answered with each, by commas: site, organisation.
            Null where it is not yours to see.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageSharingRead]
     """


    kwargs = _get_kwargs(
        site_id=site_id,
organisation_id=organisation_id,
territory=territory,
kind=kind,
direction=direction,
subject=subject,
source=source,
withdrawn=withdrawn,
after=after,
wait=wait,
limit=limit,
cursor=cursor,
updated_after=updated_after,
sort=sort,
fields=fields,
expand=expand,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    site_id: list[UUID] | None | Unset = UNSET,
    organisation_id: list[UUID] | None | Unset = UNSET,
    territory: list[str] | None | Unset = UNSET,
    kind: list[ListSharingsKindType0Item] | None | Unset = UNSET,
    direction: list[ListSharingsDirectionType0Item] | None | Unset = UNSET,
    subject: list[str] | None | Unset = UNSET,
    source: list[str] | None | Unset = UNSET,
    withdrawn: bool | None | Unset = UNSET,
    after: None | str | Unset = UNSET,
    wait: int | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListSharingsSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    expand: None | str | Unset = UNSET,

) -> PageSharingRead | None:
    """ List Sharings

     Sharings the caller may see, in order of change. Those withdrawn are left out, unless
    ``updated_after`` or ``withdrawn`` is given.

    Args:
        site_id (list[UUID] | None | Unset): Repeated, any of these.
        organisation_id (list[UUID] | None | Unset): Repeated, any of these.
        territory (list[str] | None | Unset): Repeated, any of these.
        kind (list[ListSharingsKindType0Item] | None | Unset): Repeated, any of these.
        direction (list[ListSharingsDirectionType0Item] | None | Unset): Only what sites `need` or
            `offer`.
        subject (list[str] | None | Unset): Repeated, any of these.
        source (list[str] | None | Unset): Repeated, any of these.
        withdrawn (bool | None | Unset):
        after (None | str | Unset): A cursor of the feed: 307 to its changes of type `sharing`,
            with `limit` and `wait`. The feed has no other filter.
        wait (int | None | Unset): With `after`: seconds, as of the feed.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.
        sort (ListSharingsSortType0 | None | Unset): The order, ties by id; `-` falls. By default
            `updated_at`.
        fields (None | str | Unset): Only these fields of each, by commas; besides them
            `sharing_id`, always there.
        expand (None | str | Unset): What is answered with each, by commas: site, organisation.
            Null where it is not yours to see.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageSharingRead
     """


    return (await asyncio_detailed(
        client=client,
site_id=site_id,
organisation_id=organisation_id,
territory=territory,
kind=kind,
direction=direction,
subject=subject,
source=source,
withdrawn=withdrawn,
after=after,
wait=wait,
limit=limit,
cursor=cursor,
updated_after=updated_after,
sort=sort,
fields=fields,
expand=expand,

    )).parsed
