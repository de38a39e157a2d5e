from typing import Literal

JoinRequestOutState = Literal['confirmed', 'open', 'refused']

JOIN_REQUEST_OUT_STATE_VALUES: set[JoinRequestOutState] = { 'confirmed', 'open', 'refused',  }

def check_join_request_out_state(value: str) -> JoinRequestOutState:
    if value in JOIN_REQUEST_OUT_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {JOIN_REQUEST_OUT_STATE_VALUES!r}")
