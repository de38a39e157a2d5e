from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.confirmed_contact_out import ConfirmedContactOut
from typing import cast
from uuid import UUID



def _get_kwargs(
    proposal_id: UUID,

) -> dict[str, Any]:
    

    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/contact-proposals/{proposal_id}/confirm".format(proposal_id=quote(str(proposal_id), safe=""),),
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ConfirmedContactOut | None:
    if response.status_code == 200:
        response_200 = ConfirmedContactOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ConfirmedContactOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    proposal_id: UUID,
    *,
    client: AuthenticatedClient,

) -> Response[ConfirmedContactOut]:
    """ Confirm Contact Proposal

     You know that it is somebody of this company: it becomes one of its contacts. Done twice, it
    changes nothing more.

    Args:
        proposal_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ConfirmedContactOut]
     """


    kwargs = _get_kwargs(
        proposal_id=proposal_id,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    proposal_id: UUID,
    *,
    client: AuthenticatedClient,

) -> ConfirmedContactOut | None:
    """ Confirm Contact Proposal

     You know that it is somebody of this company: it becomes one of its contacts. Done twice, it
    changes nothing more.

    Args:
        proposal_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ConfirmedContactOut
     """


    return sync_detailed(
        proposal_id=proposal_id,
client=client,

    ).parsed

async def asyncio_detailed(
    proposal_id: UUID,
    *,
    client: AuthenticatedClient,

) -> Response[ConfirmedContactOut]:
    """ Confirm Contact Proposal

     You know that it is somebody of this company: it becomes one of its contacts. Done twice, it
    changes nothing more.

    Args:
        proposal_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ConfirmedContactOut]
     """


    kwargs = _get_kwargs(
        proposal_id=proposal_id,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    proposal_id: UUID,
    *,
    client: AuthenticatedClient,

) -> ConfirmedContactOut | None:
    """ Confirm Contact Proposal

     You know that it is somebody of this company: it becomes one of its contacts. Done twice, it
    changes nothing more.

    Args:
        proposal_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ConfirmedContactOut
     """


    return (await asyncio_detailed(
        proposal_id=proposal_id,
client=client,

    )).parsed
