from typing import Literal

WrittenSiteOutLocationPrecision = Literal['address', 'commune', 'territory']

WRITTEN_SITE_OUT_LOCATION_PRECISION_VALUES: set[WrittenSiteOutLocationPrecision] = { 'address', 'commune', 'territory',  }

def check_written_site_out_location_precision(value: str) -> WrittenSiteOutLocationPrecision:
    if value in WRITTEN_SITE_OUT_LOCATION_PRECISION_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WRITTEN_SITE_OUT_LOCATION_PRECISION_VALUES!r}")
