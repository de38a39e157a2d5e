from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.import_offers_files_body import ImportOffersFilesBody
from ...models.import_out import ImportOut
from ...types import File, FileTypes
from ...types import UNSET, Unset
from io import BytesIO
from typing import cast



def _get_kwargs(
    siren: str,
    *,
    body:    File  |     ImportOffersFilesBody  |     str  | Unset = UNSET,
    sheet: str | Unset = '',
    idempotency_key: None | str | Unset = UNSET,

) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if not isinstance(idempotency_key, Unset):
        headers["idempotency-key"] = idempotency_key



    

    params: dict[str, Any] = {}

    params["sheet"] = sheet


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "post",
        "url": "/v1/territories/{siren}/offers".format(siren=quote(str(siren), safe=""),),
        "params": params,
    }

    if isinstance(body, File):
        _kwargs["content"] = body.payload
        headers["Content-Type"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    if isinstance(body, ImportOffersFilesBody):
        _kwargs["files"] = body.to_multipart()

        headers["Content-Type"] = "multipart/form-data; boundary=+++"
    if isinstance(body, str):
        _kwargs["content"] = body.payload
        headers["Content-Type"] = "text/csv"

    _kwargs["headers"] = headers
    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> ImportOut | None:
    if response.status_code == 201:
        response_201 = ImportOut.from_dict(response.json())



        return response_201

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[ImportOut]:
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
    body:    File  |     ImportOffersFilesBody  |     str  | Unset = UNSET,
    sheet: str | Unset = '',
    idempotency_key: None | str | Unset = UNSET,

) -> Response[ImportOut]:
    """ Import Offers

     Declare offers of others from a file, each with the source where it was read: organisation,
    site and offer come to be under the territory's own source. The same file sent again changes
    nothing more.

    Args:
        siren (str):
        sheet (str | Unset): The sheet of a workbook to read; else the first that has the header.
            Default: ''.
        idempotency_key (None | str | Unset): A UUID, say.
        body (File):
        body (ImportOffersFilesBody):
        body (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ImportOut]
     """


    kwargs = _get_kwargs(
        siren=siren,
body=body,
sheet=sheet,
idempotency_key=idempotency_key,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    siren: str,
    *,
    client: AuthenticatedClient,
    body:    File  |     ImportOffersFilesBody  |     str  | Unset = UNSET,
    sheet: str | Unset = '',
    idempotency_key: None | str | Unset = UNSET,

) -> ImportOut | None:
    """ Import Offers

     Declare offers of others from a file, each with the source where it was read: organisation,
    site and offer come to be under the territory's own source. The same file sent again changes
    nothing more.

    Args:
        siren (str):
        sheet (str | Unset): The sheet of a workbook to read; else the first that has the header.
            Default: ''.
        idempotency_key (None | str | Unset): A UUID, say.
        body (File):
        body (ImportOffersFilesBody):
        body (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ImportOut
     """


    return sync_detailed(
        siren=siren,
client=client,
body=body,
sheet=sheet,
idempotency_key=idempotency_key,

    ).parsed

async def asyncio_detailed(
    siren: str,
    *,
    client: AuthenticatedClient,
    body:    File  |     ImportOffersFilesBody  |     str  | Unset = UNSET,
    sheet: str | Unset = '',
    idempotency_key: None | str | Unset = UNSET,

) -> Response[ImportOut]:
    """ Import Offers

     Declare offers of others from a file, each with the source where it was read: organisation,
    site and offer come to be under the territory's own source. The same file sent again changes
    nothing more.

    Args:
        siren (str):
        sheet (str | Unset): The sheet of a workbook to read; else the first that has the header.
            Default: ''.
        idempotency_key (None | str | Unset): A UUID, say.
        body (File):
        body (ImportOffersFilesBody):
        body (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[ImportOut]
     """


    kwargs = _get_kwargs(
        siren=siren,
body=body,
sheet=sheet,
idempotency_key=idempotency_key,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    siren: str,
    *,
    client: AuthenticatedClient,
    body:    File  |     ImportOffersFilesBody  |     str  | Unset = UNSET,
    sheet: str | Unset = '',
    idempotency_key: None | str | Unset = UNSET,

) -> ImportOut | None:
    """ Import Offers

     Declare offers of others from a file, each with the source where it was read: organisation,
    site and offer come to be under the territory's own source. The same file sent again changes
    nothing more.

    Args:
        siren (str):
        sheet (str | Unset): The sheet of a workbook to read; else the first that has the header.
            Default: ''.
        idempotency_key (None | str | Unset): A UUID, say.
        body (File):
        body (ImportOffersFilesBody):
        body (str):

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        ImportOut
     """


    return (await asyncio_detailed(
        siren=siren,
client=client,
body=body,
sheet=sheet,
idempotency_key=idempotency_key,

    )).parsed
