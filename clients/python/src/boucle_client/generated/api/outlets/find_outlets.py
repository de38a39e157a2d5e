from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.find_outlets_form_type_0 import check_find_outlets_form_type_0
from ...models.find_outlets_form_type_0 import FindOutletsFormType0
from ...models.outlets_out import OutletsOut
from ...types import UNSET, Unset
from typing import cast
from uuid import UUID



def _get_kwargs(
    *,
    text: None | str | Unset = UNSET,
    family: None | str | Unset = UNSET,
    low: None | str | Unset = UNSET,
    from_naf: None | str | Unset = UNSET,
    from_naf_version: str | Unset = 'NAF rév. 2',
    form: FindOutletsFormType0 | None | Unset = UNSET,
    tonnes: float | None | Unset = UNSET,
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

    json_low: None | str | Unset
    if isinstance(low, Unset):
        json_low = UNSET
    else:
        json_low = low
    params["low"] = json_low

    json_from_naf: None | str | Unset
    if isinstance(from_naf, Unset):
        json_from_naf = UNSET
    else:
        json_from_naf = from_naf
    params["from_naf"] = json_from_naf

    params["from_naf_version"] = from_naf_version

    json_form: None | str | Unset
    if isinstance(form, Unset):
        json_form = UNSET
    elif isinstance(form, str):
        json_form = form
    else:
        json_form = form
    params["form"] = json_form

    json_tonnes: float | None | Unset
    if isinstance(tonnes, Unset):
        json_tonnes = UNSET
    else:
        json_tonnes = tonnes
    params["tonnes"] = json_tonnes

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
        "url": "/v1/outlets",
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
    low: None | str | Unset = UNSET,
    from_naf: None | str | Unset = UNSET,
    from_naf_version: str | Unset = 'NAF rév. 2',
    form: FindOutletsFormType0 | None | Unset = UNSET,
    tonnes: float | None | Unset = UNSET,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
    site_id: None | Unset | UUID = UNSET,
    limit: int | Unset = 10,

) -> Response[OutletsOut]:
    """ Find Outlets

     Activities that could take what is offered, one item a NACE division, best first.

    A text of which nothing is understood is a problem (422) that names `text`, unless an activity
    is asked with it: what that usually gives is then answered, as a guess. No item means that what
    is understood has no taker that is known (heat at 5 °C).

    Args:
        text (None | str | Unset): What it is, in French or English.
        family (None | str | Unset): A family of the catalogue.
        low (None | str | Unset): A List of Waste code.
        from_naf (None | str | Unset): Whose activity: 17.12Z, 17.12, 1712, 17.1, 17 or C.
        from_naf_version (str | Unset): The activity code's nomenclature: NAF rév. 2, NAF 2025,
            NACE rev. 2, NACE rev. 2.1, ISIC rev. 4, ISIC rev. 5. Default: 'NAF rév. 2'.
        form (FindOutletsFormType0 | None | Unset): What it is like: who takes such goes first.
        tonnes (float | None | Unset): A year: a cement works takes no ten tonnes.
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
low=low,
from_naf=from_naf,
from_naf_version=from_naf_version,
form=form,
tonnes=tonnes,
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
    low: None | str | Unset = UNSET,
    from_naf: None | str | Unset = UNSET,
    from_naf_version: str | Unset = 'NAF rév. 2',
    form: FindOutletsFormType0 | None | Unset = UNSET,
    tonnes: float | None | Unset = UNSET,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
    site_id: None | Unset | UUID = UNSET,
    limit: int | Unset = 10,

) -> OutletsOut | None:
    """ Find Outlets

     Activities that could take what is offered, one item a NACE division, best first.

    A text of which nothing is understood is a problem (422) that names `text`, unless an activity
    is asked with it: what that usually gives is then answered, as a guess. No item means that what
    is understood has no taker that is known (heat at 5 °C).

    Args:
        text (None | str | Unset): What it is, in French or English.
        family (None | str | Unset): A family of the catalogue.
        low (None | str | Unset): A List of Waste code.
        from_naf (None | str | Unset): Whose activity: 17.12Z, 17.12, 1712, 17.1, 17 or C.
        from_naf_version (str | Unset): The activity code's nomenclature: NAF rév. 2, NAF 2025,
            NACE rev. 2, NACE rev. 2.1, ISIC rev. 4, ISIC rev. 5. Default: 'NAF rév. 2'.
        form (FindOutletsFormType0 | None | Unset): What it is like: who takes such goes first.
        tonnes (float | None | Unset): A year: a cement works takes no ten tonnes.
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
low=low,
from_naf=from_naf,
from_naf_version=from_naf_version,
form=form,
tonnes=tonnes,
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
    low: None | str | Unset = UNSET,
    from_naf: None | str | Unset = UNSET,
    from_naf_version: str | Unset = 'NAF rév. 2',
    form: FindOutletsFormType0 | None | Unset = UNSET,
    tonnes: float | None | Unset = UNSET,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
    site_id: None | Unset | UUID = UNSET,
    limit: int | Unset = 10,

) -> Response[OutletsOut]:
    """ Find Outlets

     Activities that could take what is offered, one item a NACE division, best first.

    A text of which nothing is understood is a problem (422) that names `text`, unless an activity
    is asked with it: what that usually gives is then answered, as a guess. No item means that what
    is understood has no taker that is known (heat at 5 °C).

    Args:
        text (None | str | Unset): What it is, in French or English.
        family (None | str | Unset): A family of the catalogue.
        low (None | str | Unset): A List of Waste code.
        from_naf (None | str | Unset): Whose activity: 17.12Z, 17.12, 1712, 17.1, 17 or C.
        from_naf_version (str | Unset): The activity code's nomenclature: NAF rév. 2, NAF 2025,
            NACE rev. 2, NACE rev. 2.1, ISIC rev. 4, ISIC rev. 5. Default: 'NAF rév. 2'.
        form (FindOutletsFormType0 | None | Unset): What it is like: who takes such goes first.
        tonnes (float | None | Unset): A year: a cement works takes no ten tonnes.
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
low=low,
from_naf=from_naf,
from_naf_version=from_naf_version,
form=form,
tonnes=tonnes,
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
    low: None | str | Unset = UNSET,
    from_naf: None | str | Unset = UNSET,
    from_naf_version: str | Unset = 'NAF rév. 2',
    form: FindOutletsFormType0 | None | Unset = UNSET,
    tonnes: float | None | Unset = UNSET,
    latitude: float | None | Unset = UNSET,
    longitude: float | None | Unset = UNSET,
    site_id: None | Unset | UUID = UNSET,
    limit: int | Unset = 10,

) -> OutletsOut | None:
    """ Find Outlets

     Activities that could take what is offered, one item a NACE division, best first.

    A text of which nothing is understood is a problem (422) that names `text`, unless an activity
    is asked with it: what that usually gives is then answered, as a guess. No item means that what
    is understood has no taker that is known (heat at 5 °C).

    Args:
        text (None | str | Unset): What it is, in French or English.
        family (None | str | Unset): A family of the catalogue.
        low (None | str | Unset): A List of Waste code.
        from_naf (None | str | Unset): Whose activity: 17.12Z, 17.12, 1712, 17.1, 17 or C.
        from_naf_version (str | Unset): The activity code's nomenclature: NAF rév. 2, NAF 2025,
            NACE rev. 2, NACE rev. 2.1, ISIC rev. 4, ISIC rev. 5. Default: 'NAF rév. 2'.
        form (FindOutletsFormType0 | None | Unset): What it is like: who takes such goes first.
        tonnes (float | None | Unset): A year: a cement works takes no ten tonnes.
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
low=low,
from_naf=from_naf,
from_naf_version=from_naf_version,
form=form,
tonnes=tonnes,
latitude=latitude,
longitude=longitude,
site_id=site_id,
limit=limit,

    )).parsed
