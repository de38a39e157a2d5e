from typing import Literal

VerificationOutRoleType0 = Literal['animator', 'company', 'operator', 'service', 'tool']

VERIFICATION_OUT_ROLE_TYPE_0_VALUES: set[VerificationOutRoleType0] = { 'animator', 'company', 'operator', 'service', 'tool',  }

def check_verification_out_role_type_0(value: str) -> VerificationOutRoleType0:
    if value in VERIFICATION_OUT_ROLE_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {VERIFICATION_OUT_ROLE_TYPE_0_VALUES!r}")
