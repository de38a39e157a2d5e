from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.replace_zones_files_body import ReplaceZonesFilesBody
from ...models.zones_kept_out import ZonesKeptOut
from ...types import File, FileTypes
from ...types import UNSET, Unset
from io import BytesIO
from typing import cast



def _get_kwargs(
    siren: str,
    *,
    body:    File  |     ReplaceZonesFilesBody  |     str  | Unset = UNSET,
    sheet: str | Unset = '',

) -> dict[str, Any]:
    headers: dict[str, Any] = {}


    

    params: dict[str, Any] = {}

    params["sheet"] = sheet


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "put",
        "url": "/v1/territories/{siren}/zones".format(siren=quote(str(siren), safe=""),),
        "params": params,
    }

    if isinstance(body, File):
        _kwargs["content"] = body.payload
        headers["Content-Type"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    if isinstance(body, ReplaceZonesFilesBody):
        _kwargs["files"] = body.to_multipart()

        headers["Content-Type"] = "multipart/form-data; boundary=+++"
    if isinstance(body, str):
        _kwargs["content"] = body.payload
        headers["Content-Type"] = "text/csv"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ZonesKeptOut | None:
    if response.status_code == 200:
        response_200 = ZonesKeptOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ZonesKeptOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    siren: str,
    *,
    client: AuthenticatedClient,
    body:    File  |     ReplaceZonesFilesBody  |     str  | Unset = UNSET,
    sheet: str | Unset = '',

) -> Response[ZonesKeptOut]:
    """ Replace Zones

     Its zones, from a file: these and no others; none if a row is wrong. Columns: code, name,
    latitude, longitude, radius_km, source, in English or French.

    Args:
        siren (str):
        sheet (str | Unset): The sheet of a workbook to read; else the first that has the header.
            Default: ''.
        body (File):
        body (ReplaceZonesFilesBody):
        body (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ZonesKeptOut]
     """


    kwargs = _get_kwargs(
        siren=siren,
body=body,
sheet=sheet,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    siren: str,
    *,
    client: AuthenticatedClient,
    body:    File  |     ReplaceZonesFilesBody  |     str  | Unset = UNSET,
    sheet: str | Unset = '',

) -> ZonesKeptOut | None:
    """ Replace Zones

     Its zones, from a file: these and no others; none if a row is wrong. Columns: code, name,
    latitude, longitude, radius_km, source, in English or French.

    Args:
        siren (str):
        sheet (str | Unset): The sheet of a workbook to read; else the first that has the header.
            Default: ''.
        body (File):
        body (ReplaceZonesFilesBody):
        body (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ZonesKeptOut
     """


    return sync_detailed(
        siren=siren,
client=client,
body=body,
sheet=sheet,

    ).parsed

async def asyncio_detailed(
    siren: str,
    *,
    client: AuthenticatedClient,
    body:    File  |     ReplaceZonesFilesBody  |     str  | Unset = UNSET,
    sheet: str | Unset = '',

) -> Response[ZonesKeptOut]:
    """ Replace Zones

     Its zones, from a file: these and no others; none if a row is wrong. Columns: code, name,
    latitude, longitude, radius_km, source, in English or French.

    Args:
        siren (str):
        sheet (str | Unset): The sheet of a workbook to read; else the first that has the header.
            Default: ''.
        body (File):
        body (ReplaceZonesFilesBody):
        body (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ZonesKeptOut]
     """


    kwargs = _get_kwargs(
        siren=siren,
body=body,
sheet=sheet,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    siren: str,
    *,
    client: AuthenticatedClient,
    body:    File  |     ReplaceZonesFilesBody  |     str  | Unset = UNSET,
    sheet: str | Unset = '',

) -> ZonesKeptOut | None:
    """ Replace Zones

     Its zones, from a file: these and no others; none if a row is wrong. Columns: code, name,
    latitude, longitude, radius_km, source, in English or French.

    Args:
        siren (str):
        sheet (str | Unset): The sheet of a workbook to read; else the first that has the header.
            Default: ''.
        body (File):
        body (ReplaceZonesFilesBody):
        body (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ZonesKeptOut
     """


    return (await asyncio_detailed(
        siren=siren,
client=client,
body=body,
sheet=sheet,

    )).parsed
