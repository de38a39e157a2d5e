from typing import Literal

PrincipalInRole = Literal['animator', 'company', 'operator', 'service', 'tool']

PRINCIPAL_IN_ROLE_VALUES: set[PrincipalInRole] = { 'animator', 'company', 'operator', 'service', 'tool',  }

def check_principal_in_role(value: str) -> PrincipalInRole:
    if value in PRINCIPAL_IN_ROLE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PRINCIPAL_IN_ROLE_VALUES!r}")
