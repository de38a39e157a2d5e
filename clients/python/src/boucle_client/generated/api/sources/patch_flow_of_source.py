from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.flow_out import FlowOut
from ...models.patch_flow_of_source_body import PatchFlowOfSourceBody
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    source: str,
    external_id: str,
    *,
    body: PatchFlowOfSourceBody,
    if_match: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(if_match, Unset):
        headers["If-Match"] = if_match



    

    

    _kwargs: dict[str, Any] = {
        "method": "patch",
        "url": "/v1/sources/{source}/flows/{external_id}".format(source=quote(str(source), safe=""),external_id=quote(str(external_id), safe=""),),
    }

    _kwargs["json"] = body.to_dict()

    headers["Content-Type"] = "application/merge-patch+json"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> FlowOut | None:
    if response.status_code == 200:
        response_200 = FlowOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[FlowOut]:
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
    body: PatchFlowOfSourceBody,
    if_match: None | str | Unset = UNSET,

) -> Response[FlowOut]:
    """ Patch Flow Of Source

     Change some fields of a flow, by the tool's id, as ``PATCH /v1/flows/{flow_id}`` does.

    Args:
        source (str): The tool's own source.
        external_id (str): The tool's own id, without a slash.
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (PatchFlowOfSourceBody): Any of `direction`, `nature`, `family`, `families`, `low`,
            `text`, `quantity`, `form`, `hazardous`, `qualities`, `availability`, `legal_status`,
            `accepts`, `certainty`, `provenance`, `current_route`, `current_supply`, `valid_from`,
            `site`, as PUT takes them; null erases one. Example: {'quantity': {'value': '650'}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FlowOut]
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
    body: PatchFlowOfSourceBody,
    if_match: None | str | Unset = UNSET,

) -> FlowOut | None:
    """ Patch Flow Of Source

     Change some fields of a flow, by the tool's id, as ``PATCH /v1/flows/{flow_id}`` does.

    Args:
        source (str): The tool's own source.
        external_id (str): The tool's own id, without a slash.
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (PatchFlowOfSourceBody): Any of `direction`, `nature`, `family`, `families`, `low`,
            `text`, `quantity`, `form`, `hazardous`, `qualities`, `availability`, `legal_status`,
            `accepts`, `certainty`, `provenance`, `current_route`, `current_supply`, `valid_from`,
            `site`, as PUT takes them; null erases one. Example: {'quantity': {'value': '650'}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FlowOut
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
    body: PatchFlowOfSourceBody,
    if_match: None | str | Unset = UNSET,

) -> Response[FlowOut]:
    """ Patch Flow Of Source

     Change some fields of a flow, by the tool's id, as ``PATCH /v1/flows/{flow_id}`` does.

    Args:
        source (str): The tool's own source.
        external_id (str): The tool's own id, without a slash.
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (PatchFlowOfSourceBody): Any of `direction`, `nature`, `family`, `families`, `low`,
            `text`, `quantity`, `form`, `hazardous`, `qualities`, `availability`, `legal_status`,
            `accepts`, `certainty`, `provenance`, `current_route`, `current_supply`, `valid_from`,
            `site`, as PUT takes them; null erases one. Example: {'quantity': {'value': '650'}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[FlowOut]
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
    body: PatchFlowOfSourceBody,
    if_match: None | str | Unset = UNSET,

) -> FlowOut | None:
    """ Patch Flow Of Source

     Change some fields of a flow, by the tool's id, as ``PATCH /v1/flows/{flow_id}`` does.

    Args:
        source (str): The tool's own source.
        external_id (str): The tool's own id, without a slash.
        if_match (None | str | Unset): The ETag read, like "3": done only if that is the present
            version.
        body (PatchFlowOfSourceBody): Any of `direction`, `nature`, `family`, `families`, `low`,
            `text`, `quantity`, `form`, `hazardous`, `qualities`, `availability`, `legal_status`,
            `accepts`, `certainty`, `provenance`, `current_route`, `current_supply`, `valid_from`,
            `site`, as PUT takes them; null erases one. Example: {'quantity': {'value': '650'}}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        FlowOut
     """


    return (await asyncio_detailed(
        source=source,
external_id=external_id,
client=client,
body=body,
if_match=if_match,

    )).parsed
