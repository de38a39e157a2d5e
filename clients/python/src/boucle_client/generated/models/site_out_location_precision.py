from typing import Literal

SiteOutLocationPrecision = Literal['address', 'commune', 'territory']

SITE_OUT_LOCATION_PRECISION_VALUES: set[SiteOutLocationPrecision] = { 'address', 'commune', 'territory',  }

def check_site_out_location_precision(value: str) -> SiteOutLocationPrecision:
    if value in SITE_OUT_LOCATION_PRECISION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SITE_OUT_LOCATION_PRECISION_VALUES!r}")
