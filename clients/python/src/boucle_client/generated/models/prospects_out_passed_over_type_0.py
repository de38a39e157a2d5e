from typing import Literal

ProspectsOutPassedOverType0 = Literal['duplicate', 'met', 'typical', 'withdrawn']

PROSPECTS_OUT_PASSED_OVER_TYPE_0_VALUES: set[ProspectsOutPassedOverType0] = { 'duplicate', 'met', 'typical', 'withdrawn',  }

def check_prospects_out_passed_over_type_0(value: str) -> ProspectsOutPassedOverType0:
    if value in PROSPECTS_OUT_PASSED_OVER_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {PROSPECTS_OUT_PASSED_OVER_TYPE_0_VALUES!r}")
