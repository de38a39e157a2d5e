from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.explanation_out import ExplanationOut
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    flow_id: UUID,
    *,
    version: int | Unset = 1,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    params["version"] = version


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/flows/{flow_id}/explain".format(flow_id=quote(str(flow_id), safe=""),),
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ExplanationOut | None:
    if response.status_code == 200:
        response_200 = ExplanationOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ExplanationOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    flow_id: UUID,
    *,
    client: AuthenticatedClient,
    version: int | Unset = 1,

) -> Response[ExplanationOut]:
    """ Explain Possibilities

     Why this flow has no more possibilities: what excludes the flows within reach and by how
    little, what would have to change on your side, for which families there is nobody within reach.

    For whom its possibilities are; a flow just written is waited for as there.

    Args:
        flow_id (UUID):
        version (int | Unset): The version of the flow that you wrote: waited for, 2 s. Default:
            1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ExplanationOut]
     """


    kwargs = _get_kwargs(
        flow_id=flow_id,
version=version,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    flow_id: UUID,
    *,
    client: AuthenticatedClient,
    version: int | Unset = 1,

) -> ExplanationOut | None:
    """ Explain Possibilities

     Why this flow has no more possibilities: what excludes the flows within reach and by how
    little, what would have to change on your side, for which families there is nobody within reach.

    For whom its possibilities are; a flow just written is waited for as there.

    Args:
        flow_id (UUID):
        version (int | Unset): The version of the flow that you wrote: waited for, 2 s. Default:
            1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ExplanationOut
     """


    return sync_detailed(
        flow_id=flow_id,
client=client,
version=version,

    ).parsed

async def asyncio_detailed(
    flow_id: UUID,
    *,
    client: AuthenticatedClient,
    version: int | Unset = 1,

) -> Response[ExplanationOut]:
    """ Explain Possibilities

     Why this flow has no more possibilities: what excludes the flows within reach and by how
    little, what would have to change on your side, for which families there is nobody within reach.

    For whom its possibilities are; a flow just written is waited for as there.

    Args:
        flow_id (UUID):
        version (int | Unset): The version of the flow that you wrote: waited for, 2 s. Default:
            1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ExplanationOut]
     """


    kwargs = _get_kwargs(
        flow_id=flow_id,
version=version,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    flow_id: UUID,
    *,
    client: AuthenticatedClient,
    version: int | Unset = 1,

) -> ExplanationOut | None:
    """ Explain Possibilities

     Why this flow has no more possibilities: what excludes the flows within reach and by how
    little, what would have to change on your side, for which families there is nobody within reach.

    For whom its possibilities are; a flow just written is waited for as there.

    Args:
        flow_id (UUID):
        version (int | Unset): The version of the flow that you wrote: waited for, 2 s. Default:
            1.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ExplanationOut
     """


    return (await asyncio_detailed(
        flow_id=flow_id,
client=client,
version=version,

    )).parsed
