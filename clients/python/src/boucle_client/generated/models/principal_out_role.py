from typing import Literal

PrincipalOutRole = Literal['animator', 'company', 'operator', 'service', 'tool']

PRINCIPAL_OUT_ROLE_VALUES: set[PrincipalOutRole] = { 'animator', 'company', 'operator', 'service', 'tool',  }

def check_principal_out_role(value: str) -> PrincipalOutRole:
    if value in PRINCIPAL_OUT_ROLE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PRINCIPAL_OUT_ROLE_VALUES!r}")
