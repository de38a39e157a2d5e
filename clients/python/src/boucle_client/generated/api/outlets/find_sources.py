from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.outlets_out import OutletsOut
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    *,
    text: None | str | Unset = UNSET,
    family: None | str | Unset = UNSET,
    to_naf: None | str | Unset = UNSET,
    to_naf_version: str | Unset = 'NAF rév. 2',
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
    site_id: None | Unset | UUID = UNSET,
    limit: int | Unset = 10,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    json_text: None | str | Unset
    if isinstance(text, Unset):
        json_text = UNSET
    else:
        json_text = text
    params["text"] = json_text

    json_family: None | str | Unset
    if isinstance(family, Unset):
        json_family = UNSET
    else:
        json_family = family
    params["family"] = json_family

    json_to_naf: None | str | Unset
    if isinstance(to_naf, Unset):
        json_to_naf = UNSET
    else:
        json_to_naf = to_naf
    params["to_naf"] = json_to_naf

    params["to_naf_version"] = to_naf_version

    json_latitude: float | None | Unset
    if isinstance(latitude, Unset):
        json_latitude = UNSET
    else:
        json_latitude = latitude
    params["latitude"] = json_latitude

    json_longitude: float | None | Unset
    if isinstance(longitude, Unset):
        json_longitude = UNSET
    else:
        json_longitude = longitude
    params["longitude"] = json_longitude

    json_site_id: None | str | Unset
    if isinstance(site_id, Unset):
        json_site_id = UNSET
    elif isinstance(site_id, UUID):
        json_site_id = str(site_id)
    else:
        json_site_id = site_id
    params["site_id"] = json_site_id

    params["limit"] = limit


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/sources",
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> OutletsOut | None:
    if response.status_code == 200:
        response_200 = OutletsOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[OutletsOut]:
    return Response(
        status_code=HTTPStatus(response.status_code),
        content=response.content,
        headers=response.headers,
        parsed=_parse_response(client=client, response=response),
    )


def sync_detailed(
    *,
    client: AuthenticatedClient,
    text: None | str | Unset = UNSET,
    family: None | str | Unset = UNSET,
    to_naf: None | str | Unset = UNSET,
    to_naf_version: str | Unset = 'NAF rév. 2',
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
    site_id: None | Unset | UUID = UNSET,
    limit: int | Unset = 10,

) -> Response[OutletsOut]:
    """ Find Sources

     Activities that could give what is needed, one item a NACE division, best first.

    A text of which nothing is understood is a problem (422) that names `text`; no item means that
    what is understood has no giver that is known.

    Args:
        text (None | str | Unset): What it is, in French or English.
        family (None | str | Unset): A family of the catalogue.
        to_naf (None | str | Unset): Whose activity: 17.12Z, 17.12, 1712, 17.1, 17 or C.
        to_naf_version (str | Unset): The activity code's nomenclature: NAF rév. 2, NAF 2025, NACE
            rev. 2, NACE rev. 2.1, ISIC rev. 4, ISIC rev. 5. Default: 'NAF rév. 2'.
        latitude (float | None | Unset): Degrees, WGS 84.
        longitude (float | None | Unset): Degrees, WGS 84.
        site_id (None | Unset | UUID): A site of yours: its place and activity.
        limit (int | Unset):  Default: 10.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OutletsOut]
     """


    kwargs = _get_kwargs(
        text=text,
family=family,
to_naf=to_naf,
to_naf_version=to_naf_version,
latitude=latitude,
longitude=longitude,
site_id=site_id,
limit=limit,

    )

    response = client.get_httpx_client().request(
        **kwargs,
    )

    return _build_response(client=client, response=response)

def sync(
    *,
    client: AuthenticatedClient,
    text: None | str | Unset = UNSET,
    family: None | str | Unset = UNSET,
    to_naf: None | str | Unset = UNSET,
    to_naf_version: str | Unset = 'NAF rév. 2',
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
    site_id: None | Unset | UUID = UNSET,
    limit: int | Unset = 10,

) -> OutletsOut | None:
    """ Find Sources

     Activities that could give what is needed, one item a NACE division, best first.

    A text of which nothing is understood is a problem (422) that names `text`; no item means that
    what is understood has no giver that is known.

    Args:
        text (None | str | Unset): What it is, in French or English.
        family (None | str | Unset): A family of the catalogue.
        to_naf (None | str | Unset): Whose activity: 17.12Z, 17.12, 1712, 17.1, 17 or C.
        to_naf_version (str | Unset): The activity code's nomenclature: NAF rév. 2, NAF 2025, NACE
            rev. 2, NACE rev. 2.1, ISIC rev. 4, ISIC rev. 5. Default: 'NAF rév. 2'.
        latitude (float | None | Unset): Degrees, WGS 84.
        longitude (float | None | Unset): Degrees, WGS 84.
        site_id (None | Unset | UUID): A site of yours: its place and activity.
        limit (int | Unset):  Default: 10.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OutletsOut
     """


    return sync_detailed(
        client=client,
text=text,
family=family,
to_naf=to_naf,
to_naf_version=to_naf_version,
latitude=latitude,
longitude=longitude,
site_id=site_id,
limit=limit,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    text: None | str | Unset = UNSET,
    family: None | str | Unset = UNSET,
    to_naf: None | str | Unset = UNSET,
    to_naf_version: str | Unset = 'NAF rév. 2',
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
    site_id: None | Unset | UUID = UNSET,
    limit: int | Unset = 10,

) -> Response[OutletsOut]:
    """ Find Sources

     Activities that could give what is needed, one item a NACE division, best first.

    A text of which nothing is understood is a problem (422) that names `text`; no item means that
    what is understood has no giver that is known.

    Args:
        text (None | str | Unset): What it is, in French or English.
        family (None | str | Unset): A family of the catalogue.
        to_naf (None | str | Unset): Whose activity: 17.12Z, 17.12, 1712, 17.1, 17 or C.
        to_naf_version (str | Unset): The activity code's nomenclature: NAF rév. 2, NAF 2025, NACE
            rev. 2, NACE rev. 2.1, ISIC rev. 4, ISIC rev. 5. Default: 'NAF rév. 2'.
        latitude (float | None | Unset): Degrees, WGS 84.
        longitude (float | None | Unset): Degrees, WGS 84.
        site_id (None | Unset | UUID): A site of yours: its place and activity.
        limit (int | Unset):  Default: 10.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[OutletsOut]
     """


    kwargs = _get_kwargs(
        text=text,
family=family,
to_naf=to_naf,
to_naf_version=to_naf_version,
latitude=latitude,
longitude=longitude,
site_id=site_id,
limit=limit,

    )

    response = await client.get_async_httpx_client().request(
        **kwargs
    )

    return _build_response(client=client, response=response)

async def asyncio(
    *,
    client: AuthenticatedClient,
    text: None | str | Unset = UNSET,
    family: None | str | Unset = UNSET,
    to_naf: None | str | Unset = UNSET,
    to_naf_version: str | Unset = 'NAF rév. 2',
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
    site_id: None | Unset | UUID = UNSET,
    limit: int | Unset = 10,

) -> OutletsOut | None:
    """ Find Sources

     Activities that could give what is needed, one item a NACE division, best first.

    A text of which nothing is understood is a problem (422) that names `text`; no item means that
    what is understood has no giver that is known.

    Args:
        text (None | str | Unset): What it is, in French or English.
        family (None | str | Unset): A family of the catalogue.
        to_naf (None | str | Unset): Whose activity: 17.12Z, 17.12, 1712, 17.1, 17 or C.
        to_naf_version (str | Unset): The activity code's nomenclature: NAF rév. 2, NAF 2025, NACE
            rev. 2, NACE rev. 2.1, ISIC rev. 4, ISIC rev. 5. Default: 'NAF rév. 2'.
        latitude (float | None | Unset): Degrees, WGS 84.
        longitude (float | None | Unset): Degrees, WGS 84.
        site_id (None | Unset | UUID): A site of yours: its place and activity.
        limit (int | Unset):  Default: 10.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        OutletsOut
     """


    return (await asyncio_detailed(
        client=client,
text=text,
family=family,
to_naf=to_naf,
to_naf_version=to_naf_version,
latitude=latitude,
longitude=longitude,
site_id=site_id,
limit=limit,

    )).parsed
