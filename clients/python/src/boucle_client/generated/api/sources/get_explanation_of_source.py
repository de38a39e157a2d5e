from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.explanation_out import ExplanationOut
from typing import cast



def _get_kwargs(
    source: str,
    external_id: str,

) -> dict[str, Any]:
    

    

    

    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/sources/{source}/flows/{external_id}/explain".format(source=quote(str(source), safe=""),external_id=quote(str(external_id), safe=""),),
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
    source: str,
    external_id: str,
    *,
    client: AuthenticatedClient,

) -> Response[ExplanationOut]:
    """ Get Explanation Of Source

     Where it is explained why this flow, as last written, has no more possibilities:
    ``/v1/flows/{flow_id}/explain``.

    Args:
        source (str): The tool's own source.
        external_id (str): The tool's own id, without a slash.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ExplanationOut]
     """


    kwargs = _get_kwargs(
        source=source,
external_id=external_id,

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

) -> ExplanationOut | None:
    """ Get Explanation Of Source

     Where it is explained why this flow, as last written, has no more possibilities:
    ``/v1/flows/{flow_id}/explain``.

    Args:
        source (str): The tool's own source.
        external_id (str): The tool's own id, without a slash.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ExplanationOut
     """


    return sync_detailed(
        source=source,
external_id=external_id,
client=client,

    ).parsed

async def asyncio_detailed(
    source: str,
    external_id: str,
    *,
    client: AuthenticatedClient,

) -> Response[ExplanationOut]:
    """ Get Explanation Of Source

     Where it is explained why this flow, as last written, has no more possibilities:
    ``/v1/flows/{flow_id}/explain``.

    Args:
        source (str): The tool's own source.
        external_id (str): The tool's own id, without a slash.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ExplanationOut]
     """


    kwargs = _get_kwargs(
        source=source,
external_id=external_id,

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

) -> ExplanationOut | None:
    """ Get Explanation Of Source

     Where it is explained why this flow, as last written, has no more possibilities:
    ``/v1/flows/{flow_id}/explain``.

    Args:
        source (str): The tool's own source.
        external_id (str): The tool's own id, without a slash.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ExplanationOut
     """


    return (await asyncio_detailed(
        source=source,
external_id=external_id,
client=client,

    )).parsed
