from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.organisation_out import OrganisationOut
from ...models.split_in import SplitIn
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    organisation_id: UUID,
    *,
    body: SplitIn,
    idempotency_key: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key



    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/organisations/{organisation_id}/split".format(organisation_id=quote(str(organisation_id), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> OrganisationOut | None:
    if response.status_code == 201:
        response_201 = OrganisationOut.from_dict(response.json())



        return response_201

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
    body: SplitIn,
    idempotency_key: None | str | Unset = UNSET,

) -> Response[OrganisationOut]:
    """ Split Organisation

     These sites are another company's: they become an organisation of their own, verified, with
    the tools that declared something of them; give it contacts (`PUT`).

    Args:
        organisation_id (UUID):
        idempotency_key (None | str | Unset): A UUID, say.
        body (SplitIn): The sites, with their flows, that become an organisation of their own.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OrganisationOut]
     """


    kwargs = _get_kwargs(
        organisation_id=organisation_id,
body=body,
idempotency_key=idempotency_key,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    organisation_id: UUID,
    *,
    client: AuthenticatedClient,
    body: SplitIn,
    idempotency_key: None | str | Unset = UNSET,

) -> OrganisationOut | None:
    """ Split Organisation

     These sites are another company's: they become an organisation of their own, verified, with
    the tools that declared something of them; give it contacts (`PUT`).

    Args:
        organisation_id (UUID):
        idempotency_key (None | str | Unset): A UUID, say.
        body (SplitIn): The sites, with their flows, that become an organisation of their own.

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
idempotency_key=idempotency_key,

    ).parsed

async def asyncio_detailed(
    organisation_id: UUID,
    *,
    client: AuthenticatedClient,
    body: SplitIn,
    idempotency_key: None | str | Unset = UNSET,

) -> Response[OrganisationOut]:
    """ Split Organisation

     These sites are another company's: they become an organisation of their own, verified, with
    the tools that declared something of them; give it contacts (`PUT`).

    Args:
        organisation_id (UUID):
        idempotency_key (None | str | Unset): A UUID, say.
        body (SplitIn): The sites, with their flows, that become an organisation of their own.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OrganisationOut]
     """


    kwargs = _get_kwargs(
        organisation_id=organisation_id,
body=body,
idempotency_key=idempotency_key,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    organisation_id: UUID,
    *,
    client: AuthenticatedClient,
    body: SplitIn,
    idempotency_key: None | str | Unset = UNSET,

) -> OrganisationOut | None:
    """ Split Organisation

     These sites are another company's: they become an organisation of their own, verified, with
    the tools that declared something of them; give it contacts (`PUT`).

    Args:
        organisation_id (UUID):
        idempotency_key (None | str | Unset): A UUID, say.
        body (SplitIn): The sites, with their flows, that become an organisation of their own.

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
idempotency_key=idempotency_key,

    )).parsed
