from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.bulk_end import BulkEnd
from ...models.bulk_result import BulkResult
from ...models.write_rows_bulk_row import WriteRowsBulkRow
from typing import cast



def _get_kwargs(
    source: str,
    *,
    body: WriteRowsBulkRow,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    

    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/sources/{source}/bulk".format(source=quote(str(source), safe=""),),
    }

    _kwargs["content"] = body.payload
    headers["Content-Type"] = "application/x-ndjson"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> BulkEnd | BulkResult | None:
    if response.status_code == 200:
        def _parse_response_200(data: object) -> BulkEnd | BulkResult:
            try:
                if not isinstance(data, dict):
                    raise TypeError()
                response_200_type_0 = BulkResult.from_dict(data)



                return response_200_type_0
            except (TypeError, ValueError, AttributeError, KeyError):
                pass
            if not isinstance(data, dict):
                raise TypeError()
            response_200_type_1 = BulkEnd.from_dict(data)



            return response_200_type_1

        response_200 = _parse_response_200(response.content)

        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[BulkEnd | BulkResult]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    source: str,
    *,
    client: AuthenticatedClient,
    body: WriteRowsBulkRow,

) -> Response[BulkEnd | BulkResult]:
    """ Write Rows

     Declare, revise and withdraw by the tool's own ids, one JSON object a line; each is answered
    by a line, in their order, while the rest is still being sent. A row that fails fails alone.
    The last line counts. Sent again, what is there already changes nothing.

    Args:
        source (str): The tool's own source.
        body (WriteRowsBulkRow): What ``PUT /v1/sources/{source}/{kind}s/{id}`` takes as its body
            is ``data`` here; with
            ``withdraw``, what ``DELETE`` does there. Example: {'data': {'certainty': 'measured',
            'direction': 'output', 'nature': 'material', 'quantity': {'unit': 't', 'value': '900'},
            'site': 'scierie', 'text': 'sciure de bois propre'}, 'id': 'scierie-1', 'kind': 'flow'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BulkEnd | BulkResult]
     """


    kwargs = _get_kwargs(
        source=source,
body=body,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    source: str,
    *,
    client: AuthenticatedClient,
    body: WriteRowsBulkRow,

) -> BulkEnd | BulkResult | None:
    """ Write Rows

     Declare, revise and withdraw by the tool's own ids, one JSON object a line; each is answered
    by a line, in their order, while the rest is still being sent. A row that fails fails alone.
    The last line counts. Sent again, what is there already changes nothing.

    Args:
        source (str): The tool's own source.
        body (WriteRowsBulkRow): What ``PUT /v1/sources/{source}/{kind}s/{id}`` takes as its body
            is ``data`` here; with
            ``withdraw``, what ``DELETE`` does there. Example: {'data': {'certainty': 'measured',
            'direction': 'output', 'nature': 'material', 'quantity': {'unit': 't', 'value': '900'},
            'site': 'scierie', 'text': 'sciure de bois propre'}, 'id': 'scierie-1', 'kind': 'flow'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BulkEnd | BulkResult
     """


    return sync_detailed(
        source=source,
client=client,
body=body,

    ).parsed

async def asyncio_detailed(
    source: str,
    *,
    client: AuthenticatedClient,
    body: WriteRowsBulkRow,

) -> Response[BulkEnd | BulkResult]:
    """ Write Rows

     Declare, revise and withdraw by the tool's own ids, one JSON object a line; each is answered
    by a line, in their order, while the rest is still being sent. A row that fails fails alone.
    The last line counts. Sent again, what is there already changes nothing.

    Args:
        source (str): The tool's own source.
        body (WriteRowsBulkRow): What ``PUT /v1/sources/{source}/{kind}s/{id}`` takes as its body
            is ``data`` here; with
            ``withdraw``, what ``DELETE`` does there. Example: {'data': {'certainty': 'measured',
            'direction': 'output', 'nature': 'material', 'quantity': {'unit': 't', 'value': '900'},
            'site': 'scierie', 'text': 'sciure de bois propre'}, 'id': 'scierie-1', 'kind': 'flow'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[BulkEnd | BulkResult]
     """


    kwargs = _get_kwargs(
        source=source,
body=body,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    source: str,
    *,
    client: AuthenticatedClient,
    body: WriteRowsBulkRow,

) -> BulkEnd | BulkResult | None:
    """ Write Rows

     Declare, revise and withdraw by the tool's own ids, one JSON object a line; each is answered
    by a line, in their order, while the rest is still being sent. A row that fails fails alone.
    The last line counts. Sent again, what is there already changes nothing.

    Args:
        source (str): The tool's own source.
        body (WriteRowsBulkRow): What ``PUT /v1/sources/{source}/{kind}s/{id}`` takes as its body
            is ``data`` here; with
            ``withdraw``, what ``DELETE`` does there. Example: {'data': {'certainty': 'measured',
            'direction': 'output', 'nature': 'material', 'quantity': {'unit': 't', 'value': '900'},
            'site': 'scierie', 'text': 'sciure de bois propre'}, 'id': 'scierie-1', 'kind': 'flow'}.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        BulkEnd | BulkResult
     """


    return (await asyncio_detailed(
        source=source,
client=client,
body=body,

    )).parsed
