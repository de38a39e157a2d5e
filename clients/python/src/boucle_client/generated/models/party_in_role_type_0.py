from typing import Literal

PartyInRoleType0 = Literal['member', 'need', 'offer']

PARTY_IN_ROLE_TYPE_0_VALUES: set[PartyInRoleType0] = { 'member', 'need', 'offer',  }

def check_party_in_role_type_0(value: str) -> PartyInRoleType0:
    if value in PARTY_IN_ROLE_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PARTY_IN_ROLE_TYPE_0_VALUES!r}")
