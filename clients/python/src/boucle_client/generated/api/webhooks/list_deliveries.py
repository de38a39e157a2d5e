from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.list_deliveries_state_type_0_item import check_list_deliveries_state_type_0_item
from ...models.list_deliveries_state_type_0_item import ListDeliveriesStateType0Item
from ...models.page_delivery_out import PageDeliveryOut
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    webhook_id: UUID,
    *,
    state: list[ListDeliveriesStateType0Item] | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

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

    params["limit"] = limit

    json_cursor: None | str | Unset
    if isinstance(cursor, Unset):
        json_cursor = UNSET
    else:
        json_cursor = cursor
    params["cursor"] = json_cursor


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/webhooks/{webhook_id}/deliveries".format(webhook_id=quote(str(webhook_id), safe=""),),
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageDeliveryOut | None:
    if response.status_code == 200:
        response_200 = PageDeliveryOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PageDeliveryOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    webhook_id: UUID,
    *,
    client: AuthenticatedClient,
    state: list[ListDeliveriesStateType0Item] | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,

) -> Response[PageDeliveryOut]:
    """ List Deliveries

     What was sent to it, the newest first, with every attempt and the beginning of its answer;
    kept as long as changes are.

    Args:
        webhook_id (UUID):
        state (list[ListDeliveriesStateType0Item] | None | Unset): Repeated, any of these.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageDeliveryOut]
     """


    kwargs = _get_kwargs(
        webhook_id=webhook_id,
state=state,
limit=limit,
cursor=cursor,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    webhook_id: UUID,
    *,
    client: AuthenticatedClient,
    state: list[ListDeliveriesStateType0Item] | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,

) -> PageDeliveryOut | None:
    """ List Deliveries

     What was sent to it, the newest first, with every attempt and the beginning of its answer;
    kept as long as changes are.

    Args:
        webhook_id (UUID):
        state (list[ListDeliveriesStateType0Item] | None | Unset): Repeated, any of these.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageDeliveryOut
     """


    return sync_detailed(
        webhook_id=webhook_id,
client=client,
state=state,
limit=limit,
cursor=cursor,

    ).parsed

async def asyncio_detailed(
    webhook_id: UUID,
    *,
    client: AuthenticatedClient,
    state: list[ListDeliveriesStateType0Item] | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,

) -> Response[PageDeliveryOut]:
    """ List Deliveries

     What was sent to it, the newest first, with every attempt and the beginning of its answer;
    kept as long as changes are.

    Args:
        webhook_id (UUID):
        state (list[ListDeliveriesStateType0Item] | None | Unset): Repeated, any of these.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageDeliveryOut]
     """


    kwargs = _get_kwargs(
        webhook_id=webhook_id,
state=state,
limit=limit,
cursor=cursor,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    webhook_id: UUID,
    *,
    client: AuthenticatedClient,
    state: list[ListDeliveriesStateType0Item] | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,

) -> PageDeliveryOut | None:
    """ List Deliveries

     What was sent to it, the newest first, with every attempt and the beginning of its answer;
    kept as long as changes are.

    Args:
        webhook_id (UUID):
        state (list[ListDeliveriesStateType0Item] | None | Unset): Repeated, any of these.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageDeliveryOut
     """


    return (await asyncio_detailed(
        webhook_id=webhook_id,
client=client,
state=state,
limit=limit,
cursor=cursor,

    )).parsed
