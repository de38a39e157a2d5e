from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote

import httpx

from ...client import AuthenticatedClient, Client
from ...types import Response, UNSET
from ... import errors

from ...models.classify_text_nature_type_0 import check_classify_text_nature_type_0
from ...models.classify_text_nature_type_0 import ClassifyTextNatureType0
from ...models.meanings_out import MeaningsOut
from ...types import UNSET, Unset
from typing import cast



def _get_kwargs(
    *,
    text: None | str | Unset = UNSET,
    low: None | str | Unset = UNSET,
    from_naf: None | str | Unset = UNSET,
    from_naf_version: str | Unset = 'NAF rév. 2',
    nature: ClassifyTextNatureType0 | None | Unset = UNSET,
    limit: int | Unset = 3,

) -> dict[str, Any]:
    

    

    params: dict[str, Any] = {}

    json_text: None | str | Unset
    if isinstance(text, Unset):
        json_text = UNSET
    else:
        json_text = text
    params["text"] = json_text

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

    json_nature: None | str | Unset
    if isinstance(nature, Unset):
        json_nature = UNSET
    elif isinstance(nature, str):
        json_nature = nature
    else:
        json_nature = nature
    params["nature"] = json_nature

    params["limit"] = limit


    params = {k: v for k, v in params.items() if v is not UNSET and v is not None}


    _kwargs: dict[str, Any] = {
        "method": "get",
        "url": "/v1/classify",
        "params": params,
    }


    return _kwargs



def _parse_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> MeaningsOut | None:
    if response.status_code == 200:
        response_200 = MeaningsOut.from_dict(response.json())



        return response_200

    if client.raise_on_unexpected_status:
        raise errors.UnexpectedStatus(response.status_code, response.content)
    else:
        return None


def _build_response(*, client: AuthenticatedClient | Client, response: httpx.Response) -> Response[MeaningsOut]:
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
    low: None | str | Unset = UNSET,
    from_naf: None | str | Unset = UNSET,
    from_naf_version: str | Unset = 'NAF rév. 2',
    nature: ClassifyTextNatureType0 | None | Unset = UNSET,
    limit: int | Unset = 3,

) -> Response[MeaningsOut]:
    """ Classify Text

     The likeliest families of a free text or a waste code, with reasons; none when nothing of it
    is understood and no activity is given that usually gives something. `components` tells the
    parts of a mixture, `warnings` what does not fit.

    Args:
        text (None | str | Unset): What it is, in French or English.
        low (None | str | Unset): A List of Waste code.
        from_naf (None | str | Unset): Whose activity: 17.12Z, 17.12, 1712, 17.1, 17 or C.
        from_naf_version (str | Unset): The activity code's nomenclature: NAF rév. 2, NAF 2025,
            NACE rev. 2, NACE rev. 2.1, ISIC rev. 4, ISIC rev. 5. Default: 'NAF rév. 2'.
        nature (ClassifyTextNatureType0 | None | Unset):
        limit (int | Unset):  Default: 3.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MeaningsOut]
     """


    kwargs = _get_kwargs(
        text=text,
low=low,
from_naf=from_naf,
from_naf_version=from_naf_version,
nature=nature,
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
    low: None | str | Unset = UNSET,
    from_naf: None | str | Unset = UNSET,
    from_naf_version: str | Unset = 'NAF rév. 2',
    nature: ClassifyTextNatureType0 | None | Unset = UNSET,
    limit: int | Unset = 3,

) -> MeaningsOut | None:
    """ Classify Text

     The likeliest families of a free text or a waste code, with reasons; none when nothing of it
    is understood and no activity is given that usually gives something. `components` tells the
    parts of a mixture, `warnings` what does not fit.

    Args:
        text (None | str | Unset): What it is, in French or English.
        low (None | str | Unset): A List of Waste code.
        from_naf (None | str | Unset): Whose activity: 17.12Z, 17.12, 1712, 17.1, 17 or C.
        from_naf_version (str | Unset): The activity code's nomenclature: NAF rév. 2, NAF 2025,
            NACE rev. 2, NACE rev. 2.1, ISIC rev. 4, ISIC rev. 5. Default: 'NAF rév. 2'.
        nature (ClassifyTextNatureType0 | None | Unset):
        limit (int | Unset):  Default: 3.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MeaningsOut
     """


    return sync_detailed(
        client=client,
text=text,
low=low,
from_naf=from_naf,
from_naf_version=from_naf_version,
nature=nature,
limit=limit,

    ).parsed

async def asyncio_detailed(
    *,
    client: AuthenticatedClient,
    text: None | str | Unset = UNSET,
    low: None | str | Unset = UNSET,
    from_naf: None | str | Unset = UNSET,
    from_naf_version: str | Unset = 'NAF rév. 2',
    nature: ClassifyTextNatureType0 | None | Unset = UNSET,
    limit: int | Unset = 3,

) -> Response[MeaningsOut]:
    """ Classify Text

     The likeliest families of a free text or a waste code, with reasons; none when nothing of it
    is understood and no activity is given that usually gives something. `components` tells the
    parts of a mixture, `warnings` what does not fit.

    Args:
        text (None | str | Unset): What it is, in French or English.
        low (None | str | Unset): A List of Waste code.
        from_naf (None | str | Unset): Whose activity: 17.12Z, 17.12, 1712, 17.1, 17 or C.
        from_naf_version (str | Unset): The activity code's nomenclature: NAF rév. 2, NAF 2025,
            NACE rev. 2, NACE rev. 2.1, ISIC rev. 4, ISIC rev. 5. Default: 'NAF rév. 2'.
        nature (ClassifyTextNatureType0 | None | Unset):
        limit (int | Unset):  Default: 3.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        Response[MeaningsOut]
     """


    kwargs = _get_kwargs(
        text=text,
low=low,
from_naf=from_naf,
from_naf_version=from_naf_version,
nature=nature,
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
    low: None | str | Unset = UNSET,
    from_naf: None | str | Unset = UNSET,
    from_naf_version: str | Unset = 'NAF rév. 2',
    nature: ClassifyTextNatureType0 | None | Unset = UNSET,
    limit: int | Unset = 3,

) -> MeaningsOut | None:
    """ Classify Text

     The likeliest families of a free text or a waste code, with reasons; none when nothing of it
    is understood and no activity is given that usually gives something. `components` tells the
    parts of a mixture, `warnings` what does not fit.

    Args:
        text (None | str | Unset): What it is, in French or English.
        low (None | str | Unset): A List of Waste code.
        from_naf (None | str | Unset): Whose activity: 17.12Z, 17.12, 1712, 17.1, 17 or C.
        from_naf_version (str | Unset): The activity code's nomenclature: NAF rév. 2, NAF 2025,
            NACE rev. 2, NACE rev. 2.1, ISIC rev. 4, ISIC rev. 5. Default: 'NAF rév. 2'.
        nature (ClassifyTextNatureType0 | None | Unset):
        limit (int | Unset):  Default: 3.

    Raises:
        errors.UnexpectedStatus: If the server returns an undocumented status code and Client.raise_on_unexpected_status is True.
        httpx.TimeoutException: If the request takes longer than Client.timeout.

    Returns:
        MeaningsOut
     """


    return (await asyncio_detailed(
        client=client,
text=text,
low=low,
from_naf=from_naf,
from_naf_version=from_naf_version,
nature=nature,
limit=limit,

    )).parsed
