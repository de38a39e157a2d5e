from typing import Literal

NoneOutReason = Literal['excluded', 'no_part', 'no_route', 'nobody']

NONE_OUT_REASON_VALUES: set[NoneOutReason] = { 'excluded', 'no_part', 'no_route', 'nobody',  }

def check_none_out_reason(value: str) -> NoneOutReason:
    if value in NONE_OUT_REASON_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {NONE_OUT_REASON_VALUES!r}")
