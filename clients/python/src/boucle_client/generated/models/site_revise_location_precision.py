from typing import Literal

SiteReviseLocationPrecision = Literal['address', 'commune', 'territory']

SITE_REVISE_LOCATION_PRECISION_VALUES: set[SiteReviseLocationPrecision] = { 'address', 'commune', 'territory',  }

def check_site_revise_location_precision(value: str) -> SiteReviseLocationPrecision:
    if value in SITE_REVISE_LOCATION_PRECISION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {SITE_REVISE_LOCATION_PRECISION_VALUES!r}")
