from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.organisation_out import OrganisationOut
from ...models.organisation_revise import OrganisationRevise
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    organisation_id: UUID,
    *,
    body: OrganisationRevise,
    if_match: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match



    

    

    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/v1/organisations/{organisation_id}".format(organisation_id=quote(str(organisation_id), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> OrganisationOut | None:
    if response.status_code == 200:
        response_200 = OrganisationOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[OrganisationOut]:
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
    body: OrganisationRevise,
    if_match: None | str | Unset = UNSET,

) -> Response[OrganisationOut]:
    """ Put Organisation

     Say what is so of the organisation: ``siren``, ``example`` and ``contacts``, left out, stay
    as they are; null erases.

    Args:
        organisation_id (UUID):
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (OrganisationRevise): ``PUT /v1/organisations/{id}``: what it leaves out is kept.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OrganisationOut]
     """


    kwargs = _get_kwargs(
        organisation_id=organisation_id,
body=body,
if_match=if_match,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    organisation_id: UUID,
    *,
    client: AuthenticatedClient,
    body: OrganisationRevise,
    if_match: None | str | Unset = UNSET,

) -> OrganisationOut | None:
    """ Put Organisation

     Say what is so of the organisation: ``siren``, ``example`` and ``contacts``, left out, stay
    as they are; null erases.

    Args:
        organisation_id (UUID):
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (OrganisationRevise): ``PUT /v1/organisations/{id}``: what it leaves out is kept.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OrganisationOut
     """


    return sync_detailed(
        organisation_id=organisation_id,
client=client,
body=body,
if_match=if_match,

    ).parsed

async def asyncio_detailed(
    organisation_id: UUID,
    *,
    client: AuthenticatedClient,
    body: OrganisationRevise,
    if_match: None | str | Unset = UNSET,

) -> Response[OrganisationOut]:
    """ Put Organisation

     Say what is so of the organisation: ``siren``, ``example`` and ``contacts``, left out, stay
    as they are; null erases.

    Args:
        organisation_id (UUID):
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (OrganisationRevise): ``PUT /v1/organisations/{id}``: what it leaves out is kept.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OrganisationOut]
     """


    kwargs = _get_kwargs(
        organisation_id=organisation_id,
body=body,
if_match=if_match,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    organisation_id: UUID,
    *,
    client: AuthenticatedClient,
    body: OrganisationRevise,
    if_match: None | str | Unset = UNSET,

) -> OrganisationOut | None:
    """ Put Organisation

     Say what is so of the organisation: ``siren``, ``example`` and ``contacts``, left out, stay
    as they are; null erases.

    Args:
        organisation_id (UUID):
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (OrganisationRevise): ``PUT /v1/organisations/{id}``: what it leaves out is kept.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OrganisationOut
     """


    return (await asyncio_detailed(
        organisation_id=organisation_id,
client=client,
body=body,
if_match=if_match,

    )).parsed
