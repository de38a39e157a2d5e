from typing import Literal

SiteReadLocationPrecision = Literal['address', 'commune', 'territory']

SITE_READ_LOCATION_PRECISION_VALUES: set[SiteReadLocationPrecision] = { 'address', 'commune', 'territory',  }

def check_site_read_location_precision(value: str) -> SiteReadLocationPrecision:
    if value in SITE_READ_LOCATION_PRECISION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SITE_READ_LOCATION_PRECISION_VALUES!r}")
