from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.list_organisations_sort_type_0 import check_list_organisations_sort_type_0
from ...models.list_organisations_sort_type_0 import ListOrganisationsSortType0
from ...models.list_organisations_state_type_0_item import check_list_organisations_state_type_0_item
from ...models.list_organisations_state_type_0_item import ListOrganisationsStateType0Item
from ...models.page_organisation_out import PageOrganisationOut
from ...types import UNSET, Unset
from typing import cast
import datetime



def _get_kwargs(
    *,
    territory: list[str] | None | Unset = UNSET,
    siren: list[str] | None | Unset = UNSET,
    state: list[ListOrganisationsStateType0Item] | None | Unset = UNSET,
    withdrawn: bool | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListOrganisationsSortType0 | None | Unset = UNSET,
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

    json_siren: list[str] | None | Unset
    if isinstance(siren, Unset):
        json_siren = UNSET
    elif isinstance(siren, list):
        json_siren = siren


    else:
        json_siren = siren
    params["siren"] = json_siren

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

    json_withdrawn: bool | None | Unset
    if isinstance(withdrawn, Unset):
        json_withdrawn = UNSET
    else:
        json_withdrawn = withdrawn
    params["withdrawn"] = json_withdrawn

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
        "url": "/v1/organisations",
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageOrganisationOut | None:
    if response.status_code == 200:
        response_200 = PageOrganisationOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PageOrganisationOut]:
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
    siren: list[str] | None | Unset = UNSET,
    state: list[ListOrganisationsStateType0Item] | None | Unset = UNSET,
    withdrawn: bool | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListOrganisationsSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,

) -> Response[PageOrganisationOut]:
    """ List Organisations

     Organisations the caller may see, in order of change, without their contacts.

    Args:
        territory (list[str] | None | Unset): Repeated, any of these.
        siren (list[str] | None | Unset): Repeated, any of these.
        state (list[ListOrganisationsStateType0Item] | None | Unset): Repeated, any of these.
        withdrawn (bool | None | Unset):
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.
        sort (ListOrganisationsSortType0 | None | Unset): The order, ties by id; `-` falls. By
            default `updated_at`.
        fields (None | str | Unset): Only these fields of each, by commas; besides them
            `organisation_id`, always there.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageOrganisationOut]
     """


    kwargs = _get_kwargs(
        territory=territory,
siren=siren,
state=state,
withdrawn=withdrawn,
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
    siren: list[str] | None | Unset = UNSET,
    state: list[ListOrganisationsStateType0Item] | None | Unset = UNSET,
    withdrawn: bool | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListOrganisationsSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,

) -> PageOrganisationOut | None:
    """ List Organisations

     Organisations the caller may see, in order of change, without their contacts.

    Args:
        territory (list[str] | None | Unset): Repeated, any of these.
        siren (list[str] | None | Unset): Repeated, any of these.
        state (list[ListOrganisationsStateType0Item] | None | Unset): Repeated, any of these.
        withdrawn (bool | None | Unset):
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.
        sort (ListOrganisationsSortType0 | None | Unset): The order, ties by id; `-` falls. By
            default `updated_at`.
        fields (None | str | Unset): Only these fields of each, by commas; besides them
            `organisation_id`, always there.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageOrganisationOut
     """


    return sync_detailed(
        client=client,
territory=territory,
siren=siren,
state=state,
withdrawn=withdrawn,
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
    siren: list[str] | None | Unset = UNSET,
    state: list[ListOrganisationsStateType0Item] | None | Unset = UNSET,
    withdrawn: bool | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListOrganisationsSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,

) -> Response[PageOrganisationOut]:
    """ List Organisations

     Organisations the caller may see, in order of change, without their contacts.

    Args:
        territory (list[str] | None | Unset): Repeated, any of these.
        siren (list[str] | None | Unset): Repeated, any of these.
        state (list[ListOrganisationsStateType0Item] | None | Unset): Repeated, any of these.
        withdrawn (bool | None | Unset):
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.
        sort (ListOrganisationsSortType0 | None | Unset): The order, ties by id; `-` falls. By
            default `updated_at`.
        fields (None | str | Unset): Only these fields of each, by commas; besides them
            `organisation_id`, always there.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageOrganisationOut]
     """


    kwargs = _get_kwargs(
        territory=territory,
siren=siren,
state=state,
withdrawn=withdrawn,
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
    siren: list[str] | None | Unset = UNSET,
    state: list[ListOrganisationsStateType0Item] | None | Unset = UNSET,
    withdrawn: bool | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListOrganisationsSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,

) -> PageOrganisationOut | None:
    """ List Organisations

     Organisations the caller may see, in order of change, without their contacts.

    Args:
        territory (list[str] | None | Unset): Repeated, any of these.
        siren (list[str] | None | Unset): Repeated, any of these.
        state (list[ListOrganisationsStateType0Item] | None | Unset): Repeated, any of these.
        withdrawn (bool | None | Unset):
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.
        sort (ListOrganisationsSortType0 | None | Unset): The order, ties by id; `-` falls. By
            default `updated_at`.
        fields (None | str | Unset): Only these fields of each, by commas; besides them
            `organisation_id`, always there.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageOrganisationOut
     """


    return (await asyncio_detailed(
        client=client,
territory=territory,
siren=siren,
state=state,
withdrawn=withdrawn,
limit=limit,
cursor=cursor,
updated_after=updated_after,
sort=sort,
fields=fields,

    )).parsed
