from typing import Literal

SitePutLocationPrecision = Literal['address', 'commune', 'territory']

SITE_PUT_LOCATION_PRECISION_VALUES: set[SitePutLocationPrecision] = { 'address', 'commune', 'territory',  }

def check_site_put_location_precision(value: str) -> SitePutLocationPrecision:
    if value in SITE_PUT_LOCATION_PRECISION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SITE_PUT_LOCATION_PRECISION_VALUES!r}")
