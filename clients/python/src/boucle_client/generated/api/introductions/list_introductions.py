from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.list_introductions_sort_type_0 import check_list_introductions_sort_type_0
from ...models.list_introductions_sort_type_0 import ListIntroductionsSortType0
from ...models.list_introductions_state_type_0_item import check_list_introductions_state_type_0_item
from ...models.list_introductions_state_type_0_item import ListIntroductionsStateType0Item
from ...models.page_introduction_out import PageIntroductionOut
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID
import datetime



def _get_kwargs(
    *,
    territory: list[str] | None | Unset = UNSET,
    synergy_id: list[UUID] | None | Unset = UNSET,
    state: list[ListIntroductionsStateType0Item] | None | Unset = UNSET,
    after: None | str | Unset = UNSET,
    wait: int | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListIntroductionsSortType0 | None | Unset = UNSET,
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

    json_synergy_id: list[str] | None | Unset
    if isinstance(synergy_id, Unset):
        json_synergy_id = UNSET
    elif isinstance(synergy_id, list):
        json_synergy_id = []
        for synergy_id_type_0_item_data in synergy_id:
            synergy_id_type_0_item = str(synergy_id_type_0_item_data)
            json_synergy_id.append(synergy_id_type_0_item)


    else:
        json_synergy_id = synergy_id
    params["synergy_id"] = json_synergy_id

    json_state: list[str] | None | Unset
    if isinstance(state, Unset):
        json_state = UNSET
    elif isinstance(state, list):
        json_state = []
        for state_type_0_item_data in state:
            state_type_0_item: str = state_type_0_item_data
            json_state.append(state_type_0_item)


    else:
        json_state = state
    params["state"] = json_state

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
        "url": "/v1/introductions",
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageIntroductionOut | None:
    if response.status_code == 200:
        response_200 = PageIntroductionOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PageIntroductionOut]:
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
    synergy_id: list[UUID] | None | Unset = UNSET,
    state: list[ListIntroductionsStateType0Item] | None | Unset = UNSET,
    after: None | str | Unset = UNSET,
    wait: int | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListIntroductionsSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,

) -> Response[PageIntroductionOut]:
    """ List Introductions

     Introductions, in order of change; another company's side is masked until both consented. A
    company sees those of which its own mail left, a tool those of the companies that let it act;
    `territory`: of its own side.

    Args:
        territory (list[str] | None | Unset): Repeated, any of these.
        synergy_id (list[UUID] | None | Unset): Repeated, any of these.
        state (list[ListIntroductionsStateType0Item] | None | Unset): Repeated, any of these.
        after (None | str | Unset): A cursor of the feed: 307 to its changes of type
            `introduction`, with `limit` and `wait`. The feed has no other filter.
        wait (int | None | Unset): With `after`: seconds, as of the feed.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.
        sort (ListIntroductionsSortType0 | None | Unset): The order, ties by id; `-` falls. By
            default `updated_at`.
        fields (None | str | Unset): Only these fields of each, by commas; besides them
            `introduction_id`, always there.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageIntroductionOut]
     """


    kwargs = _get_kwargs(
        territory=territory,
synergy_id=synergy_id,
state=state,
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
    synergy_id: list[UUID] | None | Unset = UNSET,
    state: list[ListIntroductionsStateType0Item] | None | Unset = UNSET,
    after: None | str | Unset = UNSET,
    wait: int | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListIntroductionsSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,

) -> PageIntroductionOut | None:
    """ List Introductions

     Introductions, in order of change; another company's side is masked until both consented. A
    company sees those of which its own mail left, a tool those of the companies that let it act;
    `territory`: of its own side.

    Args:
        territory (list[str] | None | Unset): Repeated, any of these.
        synergy_id (list[UUID] | None | Unset): Repeated, any of these.
        state (list[ListIntroductionsStateType0Item] | None | Unset): Repeated, any of these.
        after (None | str | Unset): A cursor of the feed: 307 to its changes of type
            `introduction`, with `limit` and `wait`. The feed has no other filter.
        wait (int | None | Unset): With `after`: seconds, as of the feed.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.
        sort (ListIntroductionsSortType0 | None | Unset): The order, ties by id; `-` falls. By
            default `updated_at`.
        fields (None | str | Unset): Only these fields of each, by commas; besides them
            `introduction_id`, always there.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageIntroductionOut
     """


    return sync_detailed(
        client=client,
territory=territory,
synergy_id=synergy_id,
state=state,
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
    synergy_id: list[UUID] | None | Unset = UNSET,
    state: list[ListIntroductionsStateType0Item] | None | Unset = UNSET,
    after: None | str | Unset = UNSET,
    wait: int | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListIntroductionsSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,

) -> Response[PageIntroductionOut]:
    """ List Introductions

     Introductions, in order of change; another company's side is masked until both consented. A
    company sees those of which its own mail left, a tool those of the companies that let it act;
    `territory`: of its own side.

    Args:
        territory (list[str] | None | Unset): Repeated, any of these.
        synergy_id (list[UUID] | None | Unset): Repeated, any of these.
        state (list[ListIntroductionsStateType0Item] | None | Unset): Repeated, any of these.
        after (None | str | Unset): A cursor of the feed: 307 to its changes of type
            `introduction`, with `limit` and `wait`. The feed has no other filter.
        wait (int | None | Unset): With `after`: seconds, as of the feed.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.
        sort (ListIntroductionsSortType0 | None | Unset): The order, ties by id; `-` falls. By
            default `updated_at`.
        fields (None | str | Unset): Only these fields of each, by commas; besides them
            `introduction_id`, always there.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageIntroductionOut]
     """


    kwargs = _get_kwargs(
        territory=territory,
synergy_id=synergy_id,
state=state,
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
    synergy_id: list[UUID] | None | Unset = UNSET,
    state: list[ListIntroductionsStateType0Item] | None | Unset = UNSET,
    after: None | str | Unset = UNSET,
    wait: int | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListIntroductionsSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,

) -> PageIntroductionOut | None:
    """ List Introductions

     Introductions, in order of change; another company's side is masked until both consented. A
    company sees those of which its own mail left, a tool those of the companies that let it act;
    `territory`: of its own side.

    Args:
        territory (list[str] | None | Unset): Repeated, any of these.
        synergy_id (list[UUID] | None | Unset): Repeated, any of these.
        state (list[ListIntroductionsStateType0Item] | None | Unset): Repeated, any of these.
        after (None | str | Unset): A cursor of the feed: 307 to its changes of type
            `introduction`, with `limit` and `wait`. The feed has no other filter.
        wait (int | None | Unset): With `after`: seconds, as of the feed.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.
        sort (ListIntroductionsSortType0 | None | Unset): The order, ties by id; `-` falls. By
            default `updated_at`.
        fields (None | str | Unset): Only these fields of each, by commas; besides them
            `introduction_id`, always there.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageIntroductionOut
     """


    return (await asyncio_detailed(
        client=client,
territory=territory,
synergy_id=synergy_id,
state=state,
after=after,
wait=wait,
limit=limit,
cursor=cursor,
updated_after=updated_after,
sort=sort,
fields=fields,

    )).parsed
