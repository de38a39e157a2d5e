from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.patch_sharing_of_source_body import PatchSharingOfSourceBody
from ...models.sharing_out import SharingOut
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    source: str,
    external_id: str,
    *,
    body: PatchSharingOfSourceBody,
    if_match: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match



    

    

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/sources/{source}/sharings/{external_id}".format(source=quote(str(source), safe=""),external_id=quote(str(external_id), safe=""),),
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
    source: str,
    external_id: str,
    *,
    client: AuthenticatedClient,
    body: PatchSharingOfSourceBody,
    if_match: None | str | Unset = UNSET,

) -> Response[SharingOut]:
    """ Patch Sharing Of Source

     Change some fields of a sharing, by the tool's id, as ``PATCH /v1/sharings/{sharing_id}``
    does.

    Args:
        source (str): The tool's own source.
        external_id (str): The tool's own id, without a slash.
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (PatchSharingOfSourceBody): Any of `kind`, `direction`, `subject`, `description`,
            `figures`, `choices`, `origin`, `destination`, `weekdays`, `hours`, `slots`, `months`,
            `excluded`, `cost`, `contract_end`, `notice_months`, `certainty`, `provenance`,
            `valid_from`, `valid_until`, `site`, as PUT takes them; null erases one. Example:
            {'figures': {'tonnes': '14'}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SharingOut]
     """


    kwargs = _get_kwargs(
        source=source,
external_id=external_id,
body=body,
if_match=if_match,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    source: str,
    external_id: str,
    *,
    client: AuthenticatedClient,
    body: PatchSharingOfSourceBody,
    if_match: None | str | Unset = UNSET,

) -> SharingOut | None:
    """ Patch Sharing Of Source

     Change some fields of a sharing, by the tool's id, as ``PATCH /v1/sharings/{sharing_id}``
    does.

    Args:
        source (str): The tool's own source.
        external_id (str): The tool's own id, without a slash.
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (PatchSharingOfSourceBody): Any of `kind`, `direction`, `subject`, `description`,
            `figures`, `choices`, `origin`, `destination`, `weekdays`, `hours`, `slots`, `months`,
            `excluded`, `cost`, `contract_end`, `notice_months`, `certainty`, `provenance`,
            `valid_from`, `valid_until`, `site`, as PUT takes them; null erases one. Example:
            {'figures': {'tonnes': '14'}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SharingOut
     """


    return sync_detailed(
        source=source,
external_id=external_id,
client=client,
body=body,
if_match=if_match,

    ).parsed

async def asyncio_detailed(
    source: str,
    external_id: str,
    *,
    client: AuthenticatedClient,
    body: PatchSharingOfSourceBody,
    if_match: None | str | Unset = UNSET,

) -> Response[SharingOut]:
    """ Patch Sharing Of Source

     Change some fields of a sharing, by the tool's id, as ``PATCH /v1/sharings/{sharing_id}``
    does.

    Args:
        source (str): The tool's own source.
        external_id (str): The tool's own id, without a slash.
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (PatchSharingOfSourceBody): Any of `kind`, `direction`, `subject`, `description`,
            `figures`, `choices`, `origin`, `destination`, `weekdays`, `hours`, `slots`, `months`,
            `excluded`, `cost`, `contract_end`, `notice_months`, `certainty`, `provenance`,
            `valid_from`, `valid_until`, `site`, as PUT takes them; null erases one. Example:
            {'figures': {'tonnes': '14'}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[SharingOut]
     """


    kwargs = _get_kwargs(
        source=source,
external_id=external_id,
body=body,
if_match=if_match,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    source: str,
    external_id: str,
    *,
    client: AuthenticatedClient,
    body: PatchSharingOfSourceBody,
    if_match: None | str | Unset = UNSET,

) -> SharingOut | None:
    """ Patch Sharing Of Source

     Change some fields of a sharing, by the tool's id, as ``PATCH /v1/sharings/{sharing_id}``
    does.

    Args:
        source (str): The tool's own source.
        external_id (str): The tool's own id, without a slash.
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (PatchSharingOfSourceBody): Any of `kind`, `direction`, `subject`, `description`,
            `figures`, `choices`, `origin`, `destination`, `weekdays`, `hours`, `slots`, `months`,
            `excluded`, `cost`, `contract_end`, `notice_months`, `certainty`, `provenance`,
            `valid_from`, `valid_until`, `site`, as PUT takes them; null erases one. Example:
            {'figures': {'tonnes': '14'}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        SharingOut
     """


    return (await asyncio_detailed(
        source=source,
external_id=external_id,
client=client,
body=body,
if_match=if_match,

    )).parsed
