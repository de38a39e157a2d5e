from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.page_disclosure_out import PageDisclosureOut
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    organisation_id: UUID,
    *,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

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
        "url": "/v1/organisations/{organisation_id}/disclosures".format(organisation_id=quote(str(organisation_id), safe=""),),
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageDisclosureOut | None:
    if response.status_code == 200:
        response_200 = PageDisclosureOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PageDisclosureOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    organisation_id: UUID,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,

) -> Response[PageDisclosureOut]:
    """ List Disclosures

     What was disclosed to this organisation and of it, by number: for itself, the tools that act
    for it, animators of its territories and the operator.

    An animator sees what touches a territory of his own: a page may be short, or empty. Go on until
    ``next`` is null.

    Args:
        organisation_id (UUID):
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page. To follow what is appended,
            ask for the last page again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageDisclosureOut]
     """


    kwargs = _get_kwargs(
        organisation_id=organisation_id,
limit=limit,
cursor=cursor,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    organisation_id: UUID,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,

) -> PageDisclosureOut | None:
    """ List Disclosures

     What was disclosed to this organisation and of it, by number: for itself, the tools that act
    for it, animators of its territories and the operator.

    An animator sees what touches a territory of his own: a page may be short, or empty. Go on until
    ``next`` is null.

    Args:
        organisation_id (UUID):
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page. To follow what is appended,
            ask for the last page again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageDisclosureOut
     """


    return sync_detailed(
        organisation_id=organisation_id,
client=client,
limit=limit,
cursor=cursor,

    ).parsed

async def asyncio_detailed(
    organisation_id: UUID,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,

) -> Response[PageDisclosureOut]:
    """ List Disclosures

     What was disclosed to this organisation and of it, by number: for itself, the tools that act
    for it, animators of its territories and the operator.

    An animator sees what touches a territory of his own: a page may be short, or empty. Go on until
    ``next`` is null.

    Args:
        organisation_id (UUID):
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page. To follow what is appended,
            ask for the last page again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageDisclosureOut]
     """


    kwargs = _get_kwargs(
        organisation_id=organisation_id,
limit=limit,
cursor=cursor,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    organisation_id: UUID,
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,

) -> PageDisclosureOut | None:
    """ List Disclosures

     What was disclosed to this organisation and of it, by number: for itself, the tools that act
    for it, animators of its territories and the operator.

    An animator sees what touches a territory of his own: a page may be short, or empty. Go on until
    ``next`` is null.

    Args:
        organisation_id (UUID):
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page. To follow what is appended,
            ask for the last page again.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageDisclosureOut
     """


    return (await asyncio_detailed(
        organisation_id=organisation_id,
client=client,
limit=limit,
cursor=cursor,

    )).parsed
