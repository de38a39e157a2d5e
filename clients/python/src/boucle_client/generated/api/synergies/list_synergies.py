from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.list_synergies_found_by_type_0_item import check_list_synergies_found_by_type_0_item
from ...models.list_synergies_found_by_type_0_item import ListSynergiesFoundByType0Item
from ...models.list_synergies_kind_type_0_item import check_list_synergies_kind_type_0_item
from ...models.list_synergies_kind_type_0_item import ListSynergiesKindType0Item
from ...models.list_synergies_nature_type_0_item import check_list_synergies_nature_type_0_item
from ...models.list_synergies_nature_type_0_item import ListSynergiesNatureType0Item
from ...models.list_synergies_sort_type_0 import check_list_synergies_sort_type_0
from ...models.list_synergies_sort_type_0 import ListSynergiesSortType0
from ...models.list_synergies_state_type_0_item import check_list_synergies_state_type_0_item
from ...models.list_synergies_state_type_0_item import ListSynergiesStateType0Item
from ...models.page_synergy_read import PageSynergyRead
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID
import datetime



def _get_kwargs(
    *,
    after: None | str | Unset = UNSET,
    wait: int | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListSynergiesSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    expand: None | str | Unset = UNSET,
    territory: list[str] | None | Unset = UNSET,
    organisation_id: list[UUID] | None | Unset = UNSET,
    flow_id: list[UUID] | None | Unset = UNSET,
    nature: list[ListSynergiesNatureType0Item] | None | Unset = UNSET,
    kind: list[ListSynergiesKindType0Item] | None | Unset = UNSET,
    state: list[ListSynergiesStateType0Item] | None | Unset = UNSET,
    found_by: list[ListSynergiesFoundByType0Item] | None | Unset = UNSET,
    min_score: int | None | Unset = UNSET,
    candidacy: bool | None | Unset = UNSET,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

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

    json_territory: list[str] | None | Unset
    if isinstance(territory, Unset):
        json_territory = UNSET
    elif isinstance(territory, list):
        json_territory = territory


    else:
        json_territory = territory
    params["territory"] = json_territory

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

    json_flow_id: list[str] | None | Unset
    if isinstance(flow_id, Unset):
        json_flow_id = UNSET
    elif isinstance(flow_id, list):
        json_flow_id = []
        for flow_id_type_0_item_data in flow_id:
            flow_id_type_0_item = str(flow_id_type_0_item_data)
            json_flow_id.append(flow_id_type_0_item)


    else:
        json_flow_id = flow_id
    params["flow_id"] = json_flow_id

    json_nature: list[str] | None | Unset
    if isinstance(nature, Unset):
        json_nature = UNSET
    elif isinstance(nature, list):
        json_nature = []
        for nature_type_0_item_data in nature:
            nature_type_0_item: str = nature_type_0_item_data
            json_nature.append(nature_type_0_item)


    else:
        json_nature = nature
    params["nature"] = json_nature

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

    json_found_by: list[str] | None | Unset
    if isinstance(found_by, Unset):
        json_found_by = UNSET
    elif isinstance(found_by, list):
        json_found_by = []
        for found_by_type_0_item_data in found_by:
            found_by_type_0_item: str = found_by_type_0_item_data
            json_found_by.append(found_by_type_0_item)


    else:
        json_found_by = found_by
    params["found_by"] = json_found_by

    json_min_score: int | None | Unset
    if isinstance(min_score, Unset):
        json_min_score = UNSET
    else:
        json_min_score = min_score
    params["min_score"] = json_min_score

    json_candidacy: bool | None | Unset
    if isinstance(candidacy, Unset):
        json_candidacy = UNSET
    else:
        json_candidacy = candidacy
    params["candidacy"] = json_candidacy


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/synergies",
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageSynergyRead | None:
    if response.status_code == 200:
        response_200 = PageSynergyRead.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PageSynergyRead]:
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
    wait: int | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListSynergiesSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    expand: None | str | Unset = UNSET,
    territory: list[str] | None | Unset = UNSET,
    organisation_id: list[UUID] | None | Unset = UNSET,
    flow_id: list[UUID] | None | Unset = UNSET,
    nature: list[ListSynergiesNatureType0Item] | None | Unset = UNSET,
    kind: list[ListSynergiesKindType0Item] | None | Unset = UNSET,
    state: list[ListSynergiesStateType0Item] | None | Unset = UNSET,
    found_by: list[ListSynergiesFoundByType0Item] | None | Unset = UNSET,
    min_score: int | None | Unset = UNSET,
    candidacy: bool | None | Unset = UNSET,

) -> Response[PageSynergyRead]:
    """ List Synergies

     Synergies that you may see: those that somebody acted on first, by their last step, which
    `sort` turns round; behind them, in no order of time, the pairs that nobody acted on.

    A page looks at so many and no more: where few are asked for it may be short, or empty. Go on
    until ``next`` is null. A pair that no list holds any more, and that nobody acted on, shows no
    more. A tool that declared both flows of a pair sees it here before it is introduced, from what
    was declared alone, and the register says so.

    Args:
        after (None | str | Unset): A cursor of the feed: 307 to its changes of type `synergy`,
            with `limit` and `wait`. The feed has no other filter.
        wait (int | None | Unset): With `after`: seconds, as of the feed.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.
        sort (ListSynergiesSortType0 | None | Unset): The order, ties by id; `-` falls. By default
            `updated_at`.
        fields (None | str | Unset): Only these fields of each, by commas; besides them
            `synergy_id`, always there.
        expand (None | str | Unset): What is answered with each, by commas: flows. Null where it
            is not yours to see.
        territory (list[str] | None | Unset): Repeated, any of these.
        organisation_id (list[UUID] | None | Unset): On a side that is yours; repeated, any of
            these.
        flow_id (list[UUID] | None | Unset): On a side that is yours; repeated, any of these.
        nature (list[ListSynergiesNatureType0Item] | None | Unset): Repeated, any of these.
        kind (list[ListSynergiesKindType0Item] | None | Unset): Repeated, any of these.
        state (list[ListSynergiesStateType0Item] | None | Unset): Repeated, any of these.
        found_by (list[ListSynergiesFoundByType0Item] | None | Unset): Repeated, any of these.
        min_score (int | None | Unset): By bands, but for the operator.
        candidacy (bool | None | Unset): Whether a list of best partners holds it now.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageSynergyRead]
     """


    kwargs = _get_kwargs(
        after=after,
wait=wait,
limit=limit,
cursor=cursor,
updated_after=updated_after,
sort=sort,
fields=fields,
expand=expand,
territory=territory,
organisation_id=organisation_id,
flow_id=flow_id,
nature=nature,
kind=kind,
state=state,
found_by=found_by,
min_score=min_score,
candidacy=candidacy,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    after: None | str | Unset = UNSET,
    wait: int | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListSynergiesSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    expand: None | str | Unset = UNSET,
    territory: list[str] | None | Unset = UNSET,
    organisation_id: list[UUID] | None | Unset = UNSET,
    flow_id: list[UUID] | None | Unset = UNSET,
    nature: list[ListSynergiesNatureType0Item] | None | Unset = UNSET,
    kind: list[ListSynergiesKindType0Item] | None | Unset = UNSET,
    state: list[ListSynergiesStateType0Item] | None | Unset = UNSET,
    found_by: list[ListSynergiesFoundByType0Item] | None | Unset = UNSET,
    min_score: int | None | Unset = UNSET,
    candidacy: bool | None | Unset = UNSET,

) -> PageSynergyRead | None:
    """ List Synergies

     Synergies that you may see: those that somebody acted on first, by their last step, which
    `sort` turns round; behind them, in no order of time, the pairs that nobody acted on.

    A page looks at so many and no more: where few are asked for it may be short, or empty. Go on
    until ``next`` is null. A pair that no list holds any more, and that nobody acted on, shows no
    more. A tool that declared both flows of a pair sees it here before it is introduced, from what
    was declared alone, and the register says so.

    Args:
        after (None | str | Unset): A cursor of the feed: 307 to its changes of type `synergy`,
            with `limit` and `wait`. The feed has no other filter.
        wait (int | None | Unset): With `after`: seconds, as of the feed.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.
        sort (ListSynergiesSortType0 | None | Unset): The order, ties by id; `-` falls. By default
            `updated_at`.
        fields (None | str | Unset): Only these fields of each, by commas; besides them
            `synergy_id`, always there.
        expand (None | str | Unset): What is answered with each, by commas: flows. Null where it
            is not yours to see.
        territory (list[str] | None | Unset): Repeated, any of these.
        organisation_id (list[UUID] | None | Unset): On a side that is yours; repeated, any of
            these.
        flow_id (list[UUID] | None | Unset): On a side that is yours; repeated, any of these.
        nature (list[ListSynergiesNatureType0Item] | None | Unset): Repeated, any of these.
        kind (list[ListSynergiesKindType0Item] | None | Unset): Repeated, any of these.
        state (list[ListSynergiesStateType0Item] | None | Unset): Repeated, any of these.
        found_by (list[ListSynergiesFoundByType0Item] | None | Unset): Repeated, any of these.
        min_score (int | None | Unset): By bands, but for the operator.
        candidacy (bool | None | Unset): Whether a list of best partners holds it now.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageSynergyRead
     """


    return sync_detailed(
        client=client,
after=after,
wait=wait,
limit=limit,
cursor=cursor,
updated_after=updated_after,
sort=sort,
fields=fields,
expand=expand,
territory=territory,
organisation_id=organisation_id,
flow_id=flow_id,
nature=nature,
kind=kind,
state=state,
found_by=found_by,
min_score=min_score,
candidacy=candidacy,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    after: None | str | Unset = UNSET,
    wait: int | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListSynergiesSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    expand: None | str | Unset = UNSET,
    territory: list[str] | None | Unset = UNSET,
    organisation_id: list[UUID] | None | Unset = UNSET,
    flow_id: list[UUID] | None | Unset = UNSET,
    nature: list[ListSynergiesNatureType0Item] | None | Unset = UNSET,
    kind: list[ListSynergiesKindType0Item] | None | Unset = UNSET,
    state: list[ListSynergiesStateType0Item] | None | Unset = UNSET,
    found_by: list[ListSynergiesFoundByType0Item] | None | Unset = UNSET,
    min_score: int | None | Unset = UNSET,
    candidacy: bool | None | Unset = UNSET,

) -> Response[PageSynergyRead]:
    """ List Synergies

     Synergies that you may see: those that somebody acted on first, by their last step, which
    `sort` turns round; behind them, in no order of time, the pairs that nobody acted on.

    A page looks at so many and no more: where few are asked for it may be short, or empty. Go on
    until ``next`` is null. A pair that no list holds any more, and that nobody acted on, shows no
    more. A tool that declared both flows of a pair sees it here before it is introduced, from what
    was declared alone, and the register says so.

    Args:
        after (None | str | Unset): A cursor of the feed: 307 to its changes of type `synergy`,
            with `limit` and `wait`. The feed has no other filter.
        wait (int | None | Unset): With `after`: seconds, as of the feed.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.
        sort (ListSynergiesSortType0 | None | Unset): The order, ties by id; `-` falls. By default
            `updated_at`.
        fields (None | str | Unset): Only these fields of each, by commas; besides them
            `synergy_id`, always there.
        expand (None | str | Unset): What is answered with each, by commas: flows. Null where it
            is not yours to see.
        territory (list[str] | None | Unset): Repeated, any of these.
        organisation_id (list[UUID] | None | Unset): On a side that is yours; repeated, any of
            these.
        flow_id (list[UUID] | None | Unset): On a side that is yours; repeated, any of these.
        nature (list[ListSynergiesNatureType0Item] | None | Unset): Repeated, any of these.
        kind (list[ListSynergiesKindType0Item] | None | Unset): Repeated, any of these.
        state (list[ListSynergiesStateType0Item] | None | Unset): Repeated, any of these.
        found_by (list[ListSynergiesFoundByType0Item] | None | Unset): Repeated, any of these.
        min_score (int | None | Unset): By bands, but for the operator.
        candidacy (bool | None | Unset): Whether a list of best partners holds it now.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageSynergyRead]
     """


    kwargs = _get_kwargs(
        after=after,
wait=wait,
limit=limit,
cursor=cursor,
updated_after=updated_after,
sort=sort,
fields=fields,
expand=expand,
territory=territory,
organisation_id=organisation_id,
flow_id=flow_id,
nature=nature,
kind=kind,
state=state,
found_by=found_by,
min_score=min_score,
candidacy=candidacy,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    after: None | str | Unset = UNSET,
    wait: int | None | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,
    sort: ListSynergiesSortType0 | None | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    expand: None | str | Unset = UNSET,
    territory: list[str] | None | Unset = UNSET,
    organisation_id: list[UUID] | None | Unset = UNSET,
    flow_id: list[UUID] | None | Unset = UNSET,
    nature: list[ListSynergiesNatureType0Item] | None | Unset = UNSET,
    kind: list[ListSynergiesKindType0Item] | None | Unset = UNSET,
    state: list[ListSynergiesStateType0Item] | None | Unset = UNSET,
    found_by: list[ListSynergiesFoundByType0Item] | None | Unset = UNSET,
    min_score: int | None | Unset = UNSET,
    candidacy: bool | None | Unset = UNSET,

) -> PageSynergyRead | None:
    """ List Synergies

     Synergies that you may see: those that somebody acted on first, by their last step, which
    `sort` turns round; behind them, in no order of time, the pairs that nobody acted on.

    A page looks at so many and no more: where few are asked for it may be short, or empty. Go on
    until ``next`` is null. A pair that no list holds any more, and that nobody acted on, shows no
    more. A tool that declared both flows of a pair sees it here before it is introduced, from what
    was declared alone, and the register says so.

    Args:
        after (None | str | Unset): A cursor of the feed: 307 to its changes of type `synergy`,
            with `limit` and `wait`. The feed has no other filter.
        wait (int | None | Unset): With `after`: seconds, as of the feed.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.
        sort (ListSynergiesSortType0 | None | Unset): The order, ties by id; `-` falls. By default
            `updated_at`.
        fields (None | str | Unset): Only these fields of each, by commas; besides them
            `synergy_id`, always there.
        expand (None | str | Unset): What is answered with each, by commas: flows. Null where it
            is not yours to see.
        territory (list[str] | None | Unset): Repeated, any of these.
        organisation_id (list[UUID] | None | Unset): On a side that is yours; repeated, any of
            these.
        flow_id (list[UUID] | None | Unset): On a side that is yours; repeated, any of these.
        nature (list[ListSynergiesNatureType0Item] | None | Unset): Repeated, any of these.
        kind (list[ListSynergiesKindType0Item] | None | Unset): Repeated, any of these.
        state (list[ListSynergiesStateType0Item] | None | Unset): Repeated, any of these.
        found_by (list[ListSynergiesFoundByType0Item] | None | Unset): Repeated, any of these.
        min_score (int | None | Unset): By bands, but for the operator.
        candidacy (bool | None | Unset): Whether a list of best partners holds it now.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageSynergyRead
     """


    return (await asyncio_detailed(
        client=client,
after=after,
wait=wait,
limit=limit,
cursor=cursor,
updated_after=updated_after,
sort=sort,
fields=fields,
expand=expand,
territory=territory,
organisation_id=organisation_id,
flow_id=flow_id,
nature=nature,
kind=kind,
state=state,
found_by=found_by,
min_score=min_score,
candidacy=candidacy,

    )).parsed
