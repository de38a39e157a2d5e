from typing import Literal

ReplayOutUnkeptType0 = Literal['not_kept', 'older_rules']

REPLAY_OUT_UNKEPT_TYPE_0_VALUES: set[ReplayOutUnkeptType0] = { 'not_kept', 'older_rules',  }

def check_replay_out_unkept_type_0(value: str) -> ReplayOutUnkeptType0:
    if value in REPLAY_OUT_UNKEPT_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REPLAY_OUT_UNKEPT_TYPE_0_VALUES!r}")
