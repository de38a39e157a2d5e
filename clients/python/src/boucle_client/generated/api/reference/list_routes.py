from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.list_routes_practice_type_0_item import check_list_routes_practice_type_0_item
from ...models.list_routes_practice_type_0_item import ListRoutesPracticeType0Item
from ...models.listed_known_route import ListedKnownRoute
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    key: list[str] | None | Unset = UNSET,
    output: list[str] | None | Unset = UNSET,
    input_: list[str] | None | Unset = UNSET,
    practice: list[ListRoutesPracticeType0Item] | None | Unset = UNSET,
    operation: list[str] | None | Unset = UNSET,
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

    json_key: list[str] | None | Unset
    if isinstance(key, Unset):
        json_key = UNSET
    elif isinstance(key, list):
        json_key = key


    else:
        json_key = key
    params["key"] = json_key

    json_output: list[str] | None | Unset
    if isinstance(output, Unset):
        json_output = UNSET
    elif isinstance(output, list):
        json_output = output


    else:
        json_output = output
    params["output"] = json_output

    json_input_: list[str] | None | Unset
    if isinstance(input_, Unset):
        json_input_ = UNSET
    elif isinstance(input_, list):
        json_input_ = input_


    else:
        json_input_ = input_
    params["input"] = json_input_

    json_practice: list[str] | None | Unset
    if isinstance(practice, Unset):
        json_practice = UNSET
    elif isinstance(practice, list):
        json_practice = []
        for practice_type_0_item_data in practice:
            practice_type_0_item: str = practice_type_0_item_data
            json_practice.append(practice_type_0_item)


    else:
        json_practice = practice
    params["practice"] = json_practice

    json_operation: list[str] | None | Unset
    if isinstance(operation, Unset):
        json_operation = UNSET
    elif isinstance(operation, list):
        json_operation = operation


    else:
        json_operation = operation
    params["operation"] = json_operation

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
        "url": "/v1/routes",
        "params": params,
    }


    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ListedKnownRoute | None:
    if response.status_code == 200:
        response_200 = ListedKnownRoute.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ListedKnownRoute]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    key: list[str] | None | Unset = UNSET,
    output: list[str] | None | Unset = UNSET,
    input_: list[str] | None | Unset = UNSET,
    practice: list[ListRoutesPracticeType0Item] | None | Unset = UNSET,
    operation: list[str] | None | Unset = UNSET,
    q: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> Response[ListedKnownRoute]:
    """ List Routes

     The known ways from one family to another: what each asks and takes, and why it is known. Who
    takes it is found by `GET /v1/outlets`.

    Args:
        key (list[str] | None | Unset): Any of these keys.
        output (list[str] | None | Unset): From any of these families.
        input_ (list[str] | None | Unset): To any of these families.
        practice (list[ListRoutesPracticeType0Item] | None | Unset):
        operation (list[str] | None | Unset): Where one of these R or D operations is asked.
        q (None | str | Unset): Words of key, labels and synonyms, in French or English, each as
            it begins; accents and case do not count.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        fields (None | str | Unset): Only these fields of each, by commas; besides them `key`,
            always there.
        if_none_match (None | str | Unset): The ETag of what you have: 304 without a body while it
            is the same.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListedKnownRoute]
     """


    kwargs = _get_kwargs(
        key=key,
output=output,
input_=input_,
practice=practice,
operation=operation,
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
    key: list[str] | None | Unset = UNSET,
    output: list[str] | None | Unset = UNSET,
    input_: list[str] | None | Unset = UNSET,
    practice: list[ListRoutesPracticeType0Item] | None | Unset = UNSET,
    operation: list[str] | None | Unset = UNSET,
    q: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> ListedKnownRoute | None:
    """ List Routes

     The known ways from one family to another: what each asks and takes, and why it is known. Who
    takes it is found by `GET /v1/outlets`.

    Args:
        key (list[str] | None | Unset): Any of these keys.
        output (list[str] | None | Unset): From any of these families.
        input_ (list[str] | None | Unset): To any of these families.
        practice (list[ListRoutesPracticeType0Item] | None | Unset):
        operation (list[str] | None | Unset): Where one of these R or D operations is asked.
        q (None | str | Unset): Words of key, labels and synonyms, in French or English, each as
            it begins; accents and case do not count.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        fields (None | str | Unset): Only these fields of each, by commas; besides them `key`,
            always there.
        if_none_match (None | str | Unset): The ETag of what you have: 304 without a body while it
            is the same.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListedKnownRoute
     """


    return sync_detailed(
        client=client,
key=key,
output=output,
input_=input_,
practice=practice,
operation=operation,
q=q,
limit=limit,
cursor=cursor,
fields=fields,
if_none_match=if_none_match,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    key: list[str] | None | Unset = UNSET,
    output: list[str] | None | Unset = UNSET,
    input_: list[str] | None | Unset = UNSET,
    practice: list[ListRoutesPracticeType0Item] | None | Unset = UNSET,
    operation: list[str] | None | Unset = UNSET,
    q: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> Response[ListedKnownRoute]:
    """ List Routes

     The known ways from one family to another: what each asks and takes, and why it is known. Who
    takes it is found by `GET /v1/outlets`.

    Args:
        key (list[str] | None | Unset): Any of these keys.
        output (list[str] | None | Unset): From any of these families.
        input_ (list[str] | None | Unset): To any of these families.
        practice (list[ListRoutesPracticeType0Item] | None | Unset):
        operation (list[str] | None | Unset): Where one of these R or D operations is asked.
        q (None | str | Unset): Words of key, labels and synonyms, in French or English, each as
            it begins; accents and case do not count.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        fields (None | str | Unset): Only these fields of each, by commas; besides them `key`,
            always there.
        if_none_match (None | str | Unset): The ETag of what you have: 304 without a body while it
            is the same.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ListedKnownRoute]
     """


    kwargs = _get_kwargs(
        key=key,
output=output,
input_=input_,
practice=practice,
operation=operation,
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
    key: list[str] | None | Unset = UNSET,
    output: list[str] | None | Unset = UNSET,
    input_: list[str] | None | Unset = UNSET,
    practice: list[ListRoutesPracticeType0Item] | None | Unset = UNSET,
    operation: list[str] | None | Unset = UNSET,
    q: None | str | Unset = UNSET,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    fields: None | str | Unset = UNSET,
    if_none_match: None | str | Unset = UNSET,

) -> ListedKnownRoute | None:
    """ List Routes

     The known ways from one family to another: what each asks and takes, and why it is known. Who
    takes it is found by `GET /v1/outlets`.

    Args:
        key (list[str] | None | Unset): Any of these keys.
        output (list[str] | None | Unset): From any of these families.
        input_ (list[str] | None | Unset): To any of these families.
        practice (list[ListRoutesPracticeType0Item] | None | Unset):
        operation (list[str] | None | Unset): Where one of these R or D operations is asked.
        q (None | str | Unset): Words of key, labels and synonyms, in French or English, each as
            it begins; accents and case do not count.
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        fields (None | str | Unset): Only these fields of each, by commas; besides them `key`,
            always there.
        if_none_match (None | str | Unset): The ETag of what you have: 304 without a body while it
            is the same.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ListedKnownRoute
     """


    return (await asyncio_detailed(
        client=client,
key=key,
output=output,
input_=input_,
practice=practice,
operation=operation,
q=q,
limit=limit,
cursor=cursor,
fields=fields,
if_none_match=if_none_match,

    )).parsed
