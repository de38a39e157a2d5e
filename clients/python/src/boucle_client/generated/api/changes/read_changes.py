from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.changes_out import ChangesOut
from ...models.read_changes_types_type_0_item import check_read_changes_types_type_0_item
from ...models.read_changes_types_type_0_item import ReadChangesTypesType0Item
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    after: None | str | Unset = UNSET,
    limit: int | Unset = 200,
    wait: int | Unset = 0,
    types: list[ReadChangesTypesType0Item] | None | Unset = UNSET,
    last_event_id: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(last_event_id, Unset):
        headers["last-event-id"] = last_event_id



    

    params: dict[str, Any] = {}

    json_after: None | str | Unset
    if isinstance(after, Unset):
        json_after = UNSET
    else:
        json_after = after
    params["after"] = json_after

    params["limit"] = limit

    params["wait"] = wait

    json_types: list[str] | None | Unset
    if isinstance(types, Unset):
        json_types = UNSET
    elif isinstance(types, list):
        json_types = []
        for types_type_0_item_data in types:
            types_type_0_item: str = types_type_0_item_data
            json_types.append(types_type_0_item)


    else:
        json_types = types
    params["types"] = json_types


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/changes",
        "params": params,
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ChangesOut | None:
    if response.status_code == 200:
        response_200 = ChangesOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ChangesOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    after: None | str | Unset = UNSET,
    limit: int | Unset = 200,
    wait: int | Unset = 0,
    types: list[ReadChangesTypesType0Item] | None | Unset = UNSET,
    last_event_id: None | str | Unset = UNSET,

) -> Response[ChangesOut]:
    """ Read Changes

     What changed since, in order, each change once: kept for 30 days, 410 beyond.

    With ``Accept: text/event-stream`` the same as server-sent events: ``id`` is the cursor,
    ``event`` the type, ``data`` the change. An event ``cursor`` says how far the stream is where
    nothing was yours. It ends after ten minutes, or with your token: open it again with
    ``Last-Event-ID``.

    Args:
        after (None | str | Unset): The `next` of your last answer. Without it: no items, and a
            cursor to begin with. Read the lists whole after that, then follow it.
        limit (int | Unset):  Default: 200.
        wait (int | Unset): Seconds to wait for a change, if there is none yet. Default: 0.
        types (list[ReadChangesTypesType0Item] | None | Unset): Only these types; repeated, any of
            them.
        last_event_id (None | str | Unset): Of a stream: goes before `after`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ChangesOut]
     """


    kwargs = _get_kwargs(
        after=after,
limit=limit,
wait=wait,
types=types,
last_event_id=last_event_id,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    after: None | str | Unset = UNSET,
    limit: int | Unset = 200,
    wait: int | Unset = 0,
    types: list[ReadChangesTypesType0Item] | None | Unset = UNSET,
    last_event_id: None | str | Unset = UNSET,

) -> ChangesOut | None:
    """ Read Changes

     What changed since, in order, each change once: kept for 30 days, 410 beyond.

    With ``Accept: text/event-stream`` the same as server-sent events: ``id`` is the cursor,
    ``event`` the type, ``data`` the change. An event ``cursor`` says how far the stream is where
    nothing was yours. It ends after ten minutes, or with your token: open it again with
    ``Last-Event-ID``.

    Args:
        after (None | str | Unset): The `next` of your last answer. Without it: no items, and a
            cursor to begin with. Read the lists whole after that, then follow it.
        limit (int | Unset):  Default: 200.
        wait (int | Unset): Seconds to wait for a change, if there is none yet. Default: 0.
        types (list[ReadChangesTypesType0Item] | None | Unset): Only these types; repeated, any of
            them.
        last_event_id (None | str | Unset): Of a stream: goes before `after`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ChangesOut
     """


    return sync_detailed(
        client=client,
after=after,
limit=limit,
wait=wait,
types=types,
last_event_id=last_event_id,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    after: None | str | Unset = UNSET,
    limit: int | Unset = 200,
    wait: int | Unset = 0,
    types: list[ReadChangesTypesType0Item] | None | Unset = UNSET,
    last_event_id: None | str | Unset = UNSET,

) -> Response[ChangesOut]:
    """ Read Changes

     What changed since, in order, each change once: kept for 30 days, 410 beyond.

    With ``Accept: text/event-stream`` the same as server-sent events: ``id`` is the cursor,
    ``event`` the type, ``data`` the change. An event ``cursor`` says how far the stream is where
    nothing was yours. It ends after ten minutes, or with your token: open it again with
    ``Last-Event-ID``.

    Args:
        after (None | str | Unset): The `next` of your last answer. Without it: no items, and a
            cursor to begin with. Read the lists whole after that, then follow it.
        limit (int | Unset):  Default: 200.
        wait (int | Unset): Seconds to wait for a change, if there is none yet. Default: 0.
        types (list[ReadChangesTypesType0Item] | None | Unset): Only these types; repeated, any of
            them.
        last_event_id (None | str | Unset): Of a stream: goes before `after`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ChangesOut]
     """


    kwargs = _get_kwargs(
        after=after,
limit=limit,
wait=wait,
types=types,
last_event_id=last_event_id,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    after: None | str | Unset = UNSET,
    limit: int | Unset = 200,
    wait: int | Unset = 0,
    types: list[ReadChangesTypesType0Item] | None | Unset = UNSET,
    last_event_id: None | str | Unset = UNSET,

) -> ChangesOut | None:
    """ Read Changes

     What changed since, in order, each change once: kept for 30 days, 410 beyond.

    With ``Accept: text/event-stream`` the same as server-sent events: ``id`` is the cursor,
    ``event`` the type, ``data`` the change. An event ``cursor`` says how far the stream is where
    nothing was yours. It ends after ten minutes, or with your token: open it again with
    ``Last-Event-ID``.

    Args:
        after (None | str | Unset): The `next` of your last answer. Without it: no items, and a
            cursor to begin with. Read the lists whole after that, then follow it.
        limit (int | Unset):  Default: 200.
        wait (int | Unset): Seconds to wait for a change, if there is none yet. Default: 0.
        types (list[ReadChangesTypesType0Item] | None | Unset): Only these types; repeated, any of
            them.
        last_event_id (None | str | Unset): Of a stream: goes before `after`.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ChangesOut
     """


    return (await asyncio_detailed(
        client=client,
after=after,
limit=limit,
wait=wait,
types=types,
last_event_id=last_event_id,

    )).parsed
