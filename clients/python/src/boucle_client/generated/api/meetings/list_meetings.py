from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.list_meetings_sort_type_0 import check_list_meetings_sort_type_0
from ...models.list_meetings_sort_type_0 import ListMeetingsSortType0
from ...models.page_meeting_out import PageMeetingOut
from ...types import UNSET, Unset
from typing import cast
import datetime



def _get_kwargs(
    *,
    territory: list[str] | None | Unset = UNSET,
    after: None | str | Unset = UNSET,
    wait: int | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListMeetingsSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    json_territory: list[str] | None | Unset
    if isinstance(territory, Unset):
        json_territory = UNSET
    elif isinstance(territory, list):
        json_territory = territory


    else:
        json_territory = territory
    params["territory"] = json_territory

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


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/meetings",
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageMeetingOut | None:
    if response.status_code == 200:
        response_200 = PageMeetingOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PageMeetingOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    territory: list[str] | None | Unset = UNSET,
    after: None | str | Unset = UNSET,
    wait: int | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListMeetingsSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,

) -> Response[PageMeetingOut]:
    """ List Meetings

     Meetings, in order of change; a company sees those it is invited to, a tool those of the
    companies that let it act.

    Args:
        territory (list[str] | None | Unset): Repeated, any of these.
        after (None | str | Unset): A cursor of the feed: 307 to its changes of type `meeting`,
            with `limit` and `wait`. The feed has no other filter.
        wait (int | None | Unset): With `after`: seconds, as of the feed.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.
        sort (ListMeetingsSortType0 | None | Unset): The order, ties by id; `-` falls. By default
            `updated_at`.
        fields (None | str | Unset): Only these fields of each, by commas; besides them
            `meeting_id`, always there.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageMeetingOut]
     """


    kwargs = _get_kwargs(
        territory=territory,
after=after,
wait=wait,
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
    territory: list[str] | None | Unset = UNSET,
    after: None | str | Unset = UNSET,
    wait: int | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListMeetingsSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,

) -> PageMeetingOut | None:
    """ List Meetings

     Meetings, in order of change; a company sees those it is invited to, a tool those of the
    companies that let it act.

    Args:
        territory (list[str] | None | Unset): Repeated, any of these.
        after (None | str | Unset): A cursor of the feed: 307 to its changes of type `meeting`,
            with `limit` and `wait`. The feed has no other filter.
        wait (int | None | Unset): With `after`: seconds, as of the feed.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.
        sort (ListMeetingsSortType0 | None | Unset): The order, ties by id; `-` falls. By default
            `updated_at`.
        fields (None | str | Unset): Only these fields of each, by commas; besides them
            `meeting_id`, always there.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageMeetingOut
     """


    return sync_detailed(
        client=client,
territory=territory,
after=after,
wait=wait,
limit=limit,
cursor=cursor,
updated_after=updated_after,
sort=sort,
fields=fields,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    territory: list[str] | None | Unset = UNSET,
    after: None | str | Unset = UNSET,
    wait: int | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListMeetingsSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,

) -> Response[PageMeetingOut]:
    """ List Meetings

     Meetings, in order of change; a company sees those it is invited to, a tool those of the
    companies that let it act.

    Args:
        territory (list[str] | None | Unset): Repeated, any of these.
        after (None | str | Unset): A cursor of the feed: 307 to its changes of type `meeting`,
            with `limit` and `wait`. The feed has no other filter.
        wait (int | None | Unset): With `after`: seconds, as of the feed.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.
        sort (ListMeetingsSortType0 | None | Unset): The order, ties by id; `-` falls. By default
            `updated_at`.
        fields (None | str | Unset): Only these fields of each, by commas; besides them
            `meeting_id`, always there.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageMeetingOut]
     """


    kwargs = _get_kwargs(
        territory=territory,
after=after,
wait=wait,
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
    territory: list[str] | None | Unset = UNSET,
    after: None | str | Unset = UNSET,
    wait: int | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListMeetingsSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,

) -> PageMeetingOut | None:
    """ List Meetings

     Meetings, in order of change; a company sees those it is invited to, a tool those of the
    companies that let it act.

    Args:
        territory (list[str] | None | Unset): Repeated, any of these.
        after (None | str | Unset): A cursor of the feed: 307 to its changes of type `meeting`,
            with `limit` and `wait`. The feed has no other filter.
        wait (int | None | Unset): With `after`: seconds, as of the feed.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.
        sort (ListMeetingsSortType0 | None | Unset): The order, ties by id; `-` falls. By default
            `updated_at`.
        fields (None | str | Unset): Only these fields of each, by commas; besides them
            `meeting_id`, always there.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageMeetingOut
     """


    return (await asyncio_detailed(
        client=client,
territory=territory,
after=after,
wait=wait,
limit=limit,
cursor=cursor,
updated_after=updated_after,
sort=sort,
fields=fields,

    )).parsed
