from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.page_contact_proposal_out import PageContactProposalOut
from ...types import UNSET, Unset
from typing import cast
import datetime



def _get_kwargs(
    *,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

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


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/contact-proposals",
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PageContactProposalOut | None:
    if response.status_code == 200:
        response_200 = PageContactProposalOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PageContactProposalOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,

) -> Response[PageContactProposalOut]:
    """ List Contact Proposals

     People whom somebody named on a page as the right contact of a company, and whose address is
    not of the company's own domain: nobody writes to them until you confirm.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageContactProposalOut]
     """


    kwargs = _get_kwargs(
        limit=limit,
cursor=cursor,
updated_after=updated_after,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,

) -> PageContactProposalOut | None:
    """ List Contact Proposals

     People whom somebody named on a page as the right contact of a company, and whose address is
    not of the company's own domain: nobody writes to them until you confirm.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageContactProposalOut
     """


    return sync_detailed(
        client=client,
limit=limit,
cursor=cursor,
updated_after=updated_after,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,

) -> Response[PageContactProposalOut]:
    """ List Contact Proposals

     People whom somebody named on a page as the right contact of a company, and whose address is
    not of the company's own domain: nobody writes to them until you confirm.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PageContactProposalOut]
     """


    kwargs = _get_kwargs(
        limit=limit,
cursor=cursor,
updated_after=updated_after,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    limit: int | Unset = 50,
    cursor: None | str | Unset = UNSET,
    updated_after: datetime.datetime | None | Unset = UNSET,

) -> PageContactProposalOut | None:
    """ List Contact Proposals

     People whom somebody named on a page as the right contact of a company, and whose address is
    not of the company's own domain: nobody writes to them until you confirm.

    Args:
        limit (int | Unset):  Default: 50.
        cursor (None | str | Unset): The `next` of the previous page.
        updated_after (datetime.datetime | None | Unset): Only what changed at or since (ISO
            8601). To follow changes, use the feed (`GET /v1/changes`): what is written at once may
            show here in another order.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PageContactProposalOut
     """


    return (await asyncio_detailed(
        client=client,
limit=limit,
cursor=cursor,
updated_after=updated_after,

    )).parsed
