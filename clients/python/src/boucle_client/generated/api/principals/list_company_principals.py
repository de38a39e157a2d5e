from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.company_principals_out import CompanyPrincipalsOut
from typing import cast
from uuid import UUID



def _get_kwargs(
    organisation_id: UUID,

) -> dict[str, Any]:
    

    

    

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/organisations/{organisation_id}/principals".format(organisation_id=quote(str(organisation_id), safe=""),),
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> CompanyPrincipalsOut | None:
    if response.status_code == 200:
        response_200 = CompanyPrincipalsOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[CompanyPrincipalsOut]:
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

) -> Response[CompanyPrincipalsOut]:
    """ List Company Principals

     Those of this company alone that are not revoked; a tool sees those that it gave.

    Args:
        organisation_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CompanyPrincipalsOut]
     """


    kwargs = _get_kwargs(
        organisation_id=organisation_id,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    organisation_id: UUID,
    *,
    client: AuthenticatedClient,

) -> CompanyPrincipalsOut | None:
    """ List Company Principals

     Those of this company alone that are not revoked; a tool sees those that it gave.

    Args:
        organisation_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CompanyPrincipalsOut
     """


    return sync_detailed(
        organisation_id=organisation_id,
client=client,

    ).parsed

async def asyncio_detailed(
    organisation_id: UUID,
    *,
    client: AuthenticatedClient,

) -> Response[CompanyPrincipalsOut]:
    """ List Company Principals

     Those of this company alone that are not revoked; a tool sees those that it gave.

    Args:
        organisation_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[CompanyPrincipalsOut]
     """


    kwargs = _get_kwargs(
        organisation_id=organisation_id,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    organisation_id: UUID,
    *,
    client: AuthenticatedClient,

) -> CompanyPrincipalsOut | None:
    """ List Company Principals

     Those of this company alone that are not revoked; a tool sees those that it gave.

    Args:
        organisation_id (UUID):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        CompanyPrincipalsOut
     """


    return (await asyncio_detailed(
        organisation_id=organisation_id,
client=client,

    )).parsed
