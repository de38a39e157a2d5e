from typing import Literal

PartyOutReasonType0 = Literal['concentration', 'distance', 'form', 'hygiene', 'other', 'price', 'quantity', 'regulation', 'secrecy', 'timing']

PARTY_OUT_REASON_TYPE_0_VALUES: set[PartyOutReasonType0] = { 'concentration', 'distance', 'form', 'hygiene', 'other', 'price', 'quantity', 'regulation', 'secrecy', 'timing',  }

def check_party_out_reason_type_0(value: str) -> PartyOutReasonType0:
    if value in PARTY_OUT_REASON_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PARTY_OUT_REASON_TYPE_0_VALUES!r}")
