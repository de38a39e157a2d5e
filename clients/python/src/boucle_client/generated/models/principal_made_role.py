from typing import Literal

PrincipalMadeRole = Literal['animator', 'company', 'operator', 'service', 'tool']

PRINCIPAL_MADE_ROLE_VALUES: set[PrincipalMadeRole] = { 'animator', 'company', 'operator', 'service', 'tool',  }

def check_principal_made_role(value: str) -> PrincipalMadeRole:
    if value in PRINCIPAL_MADE_ROLE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PRINCIPAL_MADE_ROLE_VALUES!r}")
