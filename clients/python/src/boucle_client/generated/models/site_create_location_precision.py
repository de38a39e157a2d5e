from typing import Literal

SiteCreateLocationPrecision = Literal['address', 'commune', 'territory']

SITE_CREATE_LOCATION_PRECISION_VALUES: set[SiteCreateLocationPrecision] = { 'address', 'commune', 'territory',  }

def check_site_create_location_precision(value: str) -> SiteCreateLocationPrecision:
    if value in SITE_CREATE_LOCATION_PRECISION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SITE_CREATE_LOCATION_PRECISION_VALUES!r}")
