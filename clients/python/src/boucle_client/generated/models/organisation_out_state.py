from typing import Literal

OrganisationOutState = Literal['claimed', 'refused', 'verified']

ORGANISATION_OUT_STATE_VALUES: set[OrganisationOutState] = { 'claimed', 'refused', 'verified',  }

def check_organisation_out_state(value: str) -> OrganisationOutState:
    if value in ORGANISATION_OUT_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ORGANISATION_OUT_STATE_VALUES!r}")
