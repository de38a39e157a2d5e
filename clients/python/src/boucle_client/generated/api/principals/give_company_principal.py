from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.company_principal_in import CompanyPrincipalIn
from ...models.principal_made import PrincipalMade
from typing import cast
from uuid import UUID



def _get_kwargs(
    organisation_id: UUID,
    *,
    body: CompanyPrincipalIn,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/organisations/{organisation_id}/principals".format(organisation_id=quote(str(organisation_id), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> PrincipalMade | None:
    if response.status_code == 201:
        response_201 = PrincipalMade.from_dict(response.json())



        return response_201

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[PrincipalMade]:
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
    body: CompanyPrincipalIn,

) -> Response[PrincipalMade]:
    """ Give Company Principal

     A principal of its own for a verified company: from its animator, or a tool that acts for it.
    The secret is shown this once, hence no ``Idempotency-Key`` here. What a tool gave ends with its
    grant.

    Args:
        organisation_id (UUID):
        body (CompanyPrincipalIn): ``name``: for whom it is, such as its *supervision* or a
            person's post.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PrincipalMade]
     """


    kwargs = _get_kwargs(
        organisation_id=organisation_id,
body=body,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    organisation_id: UUID,
    *,
    client: AuthenticatedClient,
    body: CompanyPrincipalIn,

) -> PrincipalMade | None:
    """ Give Company Principal

     A principal of its own for a verified company: from its animator, or a tool that acts for it.
    The secret is shown this once, hence no ``Idempotency-Key`` here. What a tool gave ends with its
    grant.

    Args:
        organisation_id (UUID):
        body (CompanyPrincipalIn): ``name``: for whom it is, such as its *supervision* or a
            person's post.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PrincipalMade
     """


    return sync_detailed(
        organisation_id=organisation_id,
client=client,
body=body,

    ).parsed

async def asyncio_detailed(
    organisation_id: UUID,
    *,
    client: AuthenticatedClient,
    body: CompanyPrincipalIn,

) -> Response[PrincipalMade]:
    """ Give Company Principal

     A principal of its own for a verified company: from its animator, or a tool that acts for it.
    The secret is shown this once, hence no ``Idempotency-Key`` here. What a tool gave ends with its
    grant.

    Args:
        organisation_id (UUID):
        body (CompanyPrincipalIn): ``name``: for whom it is, such as its *supervision* or a
            person's post.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[PrincipalMade]
     """


    kwargs = _get_kwargs(
        organisation_id=organisation_id,
body=body,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    organisation_id: UUID,
    *,
    client: AuthenticatedClient,
    body: CompanyPrincipalIn,

) -> PrincipalMade | None:
    """ Give Company Principal

     A principal of its own for a verified company: from its animator, or a tool that acts for it.
    The secret is shown this once, hence no ``Idempotency-Key`` here. What a tool gave ends with its
    grant.

    Args:
        organisation_id (UUID):
        body (CompanyPrincipalIn): ``name``: for whom it is, such as its *supervision* or a
            person's post.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        PrincipalMade
     """


    return (await asyncio_detailed(
        organisation_id=organisation_id,
client=client,
body=body,

    )).parsed
