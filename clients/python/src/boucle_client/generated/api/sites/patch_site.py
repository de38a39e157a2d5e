from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.patch_site_body import PatchSiteBody
from ...models.written_site_out import WrittenSiteOut
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    site_id: UUID,
    *,
    body: PatchSiteBody,
    if_match: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match



    

    

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/sites/{site_id}".format(site_id=quote(str(site_id), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/merge-patch+json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> WrittenSiteOut | None:
    if response.status_code == 200:
        response_200 = WrittenSiteOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[WrittenSiteOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    site_id: UUID,
    *,
    client: AuthenticatedClient,
    body: PatchSiteBody,
    if_match: None | str | Unset = UNSET,

) -> Response[WrittenSiteOut]:
    """ Patch Site

     Change some fields (RFC 7396): merged onto the site as it was declared, then taken as a PUT
    of the whole; its flows follow.

    Args:
        site_id (UUID):
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (PatchSiteBody): Any of `name`, `siret`, `naf`, `latitude`, `longitude`,
            `location_precision`, `commune`, `commune_code`, `address`, `territory`, `treatments`,
            `networks`, `example`, `organisation_id`, as PUT takes them; null erases one. Example:
            {'name': 'Scierie du Bocage'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[WrittenSiteOut]
     """


    kwargs = _get_kwargs(
        site_id=site_id,
body=body,
if_match=if_match,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    site_id: UUID,
    *,
    client: AuthenticatedClient,
    body: PatchSiteBody,
    if_match: None | str | Unset = UNSET,

) -> WrittenSiteOut | None:
    """ Patch Site

     Change some fields (RFC 7396): merged onto the site as it was declared, then taken as a PUT
    of the whole; its flows follow.

    Args:
        site_id (UUID):
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (PatchSiteBody): Any of `name`, `siret`, `naf`, `latitude`, `longitude`,
            `location_precision`, `commune`, `commune_code`, `address`, `territory`, `treatments`,
            `networks`, `example`, `organisation_id`, as PUT takes them; null erases one. Example:
            {'name': 'Scierie du Bocage'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        WrittenSiteOut
     """


    return sync_detailed(
        site_id=site_id,
client=client,
body=body,
if_match=if_match,

    ).parsed

async def asyncio_detailed(
    site_id: UUID,
    *,
    client: AuthenticatedClient,
    body: PatchSiteBody,
    if_match: None | str | Unset = UNSET,

) -> Response[WrittenSiteOut]:
    """ Patch Site

     Change some fields (RFC 7396): merged onto the site as it was declared, then taken as a PUT
    of the whole; its flows follow.

    Args:
        site_id (UUID):
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (PatchSiteBody): Any of `name`, `siret`, `naf`, `latitude`, `longitude`,
            `location_precision`, `commune`, `commune_code`, `address`, `territory`, `treatments`,
            `networks`, `example`, `organisation_id`, as PUT takes them; null erases one. Example:
            {'name': 'Scierie du Bocage'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[WrittenSiteOut]
     """


    kwargs = _get_kwargs(
        site_id=site_id,
body=body,
if_match=if_match,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    site_id: UUID,
    *,
    client: AuthenticatedClient,
    body: PatchSiteBody,
    if_match: None | str | Unset = UNSET,

) -> WrittenSiteOut | None:
    """ Patch Site

     Change some fields (RFC 7396): merged onto the site as it was declared, then taken as a PUT
    of the whole; its flows follow.

    Args:
        site_id (UUID):
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (PatchSiteBody): Any of `name`, `siret`, `naf`, `latitude`, `longitude`,
            `location_precision`, `commune`, `commune_code`, `address`, `territory`, `treatments`,
            `networks`, `example`, `organisation_id`, as PUT takes them; null erases one. Example:
            {'name': 'Scierie du Bocage'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        WrittenSiteOut
     """


    return (await asyncio_detailed(
        site_id=site_id,
client=client,
body=body,
if_match=if_match,

    )).parsed
