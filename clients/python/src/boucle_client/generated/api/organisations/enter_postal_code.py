from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.entered_code_in import EnteredCodeIn
from ...models.organisation_out import OrganisationOut
from typing import cast
from uuid import UUID



def _get_kwargs(
    organisation_id: UUID,
    *,
    body: EnteredCodeIn,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/organisations/{organisation_id}/verify-code".format(organisation_id=quote(str(organisation_id), safe=""),),
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
    body: EnteredCodeIn,

) -> Response[OrganisationOut]:
    """ Enter Postal Code

     The company, or its tool, enters the code of the letter. A wrong one counts as a try.

    Args:
        organisation_id (UUID):
        body (EnteredCodeIn): The code of the letter; case, spaces and hyphens do not count.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OrganisationOut]
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
    body: EnteredCodeIn,

) -> OrganisationOut | None:
    """ Enter Postal Code

     The company, or its tool, enters the code of the letter. A wrong one counts as a try.

    Args:
        organisation_id (UUID):
        body (EnteredCodeIn): The code of the letter; case, spaces and hyphens do not count.

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

    ).parsed

async def asyncio_detailed(
    organisation_id: UUID,
    *,
    client: AuthenticatedClient,
    body: EnteredCodeIn,

) -> Response[OrganisationOut]:
    """ Enter Postal Code

     The company, or its tool, enters the code of the letter. A wrong one counts as a try.

    Args:
        organisation_id (UUID):
        body (EnteredCodeIn): The code of the letter; case, spaces and hyphens do not count.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OrganisationOut]
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
    body: EnteredCodeIn,

) -> OrganisationOut | None:
    """ Enter Postal Code

     The company, or its tool, enters the code of the letter. A wrong one counts as a try.

    Args:
        organisation_id (UUID):
        body (EnteredCodeIn): The code of the letter; case, spaces and hyphens do not count.

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

    )).parsed
