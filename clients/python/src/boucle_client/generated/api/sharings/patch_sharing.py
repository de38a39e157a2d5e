from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.patch_sharing_body import PatchSharingBody
from ...models.sharing_out import SharingOut
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    sharing_id: UUID,
    *,
    body: PatchSharingBody,
    if_match: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match



    

    

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/sharings/{sharing_id}".format(sharing_id=quote(str(sharing_id), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/merge-patch+json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> SharingOut | None:
    if response.status_code == 200:
        response_200 = SharingOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[SharingOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    sharing_id: UUID,
    *,
    client: AuthenticatedClient,
    body: PatchSharingBody,
    if_match: None | str | Unset = UNSET,

) -> Response[SharingOut]:
    """ Patch Sharing

     Change some fields (RFC 7396): merged onto the sharing as it was declared, then taken as a
    PUT of the whole. ``valid_from`` stays, unless it is given; null: from today.

    Args:
        sharing_id (UUID):
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (PatchSharingBody): Any of `kind`, `direction`, `subject`, `description`, `figures`,
            `choices`, `origin`, `destination`, `weekdays`, `hours`, `slots`, `months`, `excluded`,
            `cost`, `contract_end`, `notice_months`, `certainty`, `provenance`, `valid_from`,
            `valid_until`, `site_id`, as PUT takes them; null erases one. Example: {'figures':
            {'tonnes': '14'}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SharingOut]
     """


    kwargs = _get_kwargs(
        sharing_id=sharing_id,
body=body,
if_match=if_match,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    sharing_id: UUID,
    *,
    client: AuthenticatedClient,
    body: PatchSharingBody,
    if_match: None | str | Unset = UNSET,

) -> SharingOut | None:
    """ Patch Sharing

     Change some fields (RFC 7396): merged onto the sharing as it was declared, then taken as a
    PUT of the whole. ``valid_from`` stays, unless it is given; null: from today.

    Args:
        sharing_id (UUID):
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (PatchSharingBody): Any of `kind`, `direction`, `subject`, `description`, `figures`,
            `choices`, `origin`, `destination`, `weekdays`, `hours`, `slots`, `months`, `excluded`,
            `cost`, `contract_end`, `notice_months`, `certainty`, `provenance`, `valid_from`,
            `valid_until`, `site_id`, as PUT takes them; null erases one. Example: {'figures':
            {'tonnes': '14'}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SharingOut
     """


    return sync_detailed(
        sharing_id=sharing_id,
client=client,
body=body,
if_match=if_match,

    ).parsed

async def asyncio_detailed(
    sharing_id: UUID,
    *,
    client: AuthenticatedClient,
    body: PatchSharingBody,
    if_match: None | str | Unset = UNSET,

) -> Response[SharingOut]:
    """ Patch Sharing

     Change some fields (RFC 7396): merged onto the sharing as it was declared, then taken as a
    PUT of the whole. ``valid_from`` stays, unless it is given; null: from today.

    Args:
        sharing_id (UUID):
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (PatchSharingBody): Any of `kind`, `direction`, `subject`, `description`, `figures`,
            `choices`, `origin`, `destination`, `weekdays`, `hours`, `slots`, `months`, `excluded`,
            `cost`, `contract_end`, `notice_months`, `certainty`, `provenance`, `valid_from`,
            `valid_until`, `site_id`, as PUT takes them; null erases one. Example: {'figures':
            {'tonnes': '14'}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SharingOut]
     """


    kwargs = _get_kwargs(
        sharing_id=sharing_id,
body=body,
if_match=if_match,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    sharing_id: UUID,
    *,
    client: AuthenticatedClient,
    body: PatchSharingBody,
    if_match: None | str | Unset = UNSET,

) -> SharingOut | None:
    """ Patch Sharing

     Change some fields (RFC 7396): merged onto the sharing as it was declared, then taken as a
    PUT of the whole. ``valid_from`` stays, unless it is given; null: from today.

    Args:
        sharing_id (UUID):
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (PatchSharingBody): Any of `kind`, `direction`, `subject`, `description`, `figures`,
            `choices`, `origin`, `destination`, `weekdays`, `hours`, `slots`, `months`, `excluded`,
            `cost`, `contract_end`, `notice_months`, `certainty`, `provenance`, `valid_from`,
            `valid_until`, `site_id`, as PUT takes them; null erases one. Example: {'figures':
            {'tonnes': '14'}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SharingOut
     """


    return (await asyncio_detailed(
        sharing_id=sharing_id,
client=client,
body=body,
if_match=if_match,

    )).parsed
