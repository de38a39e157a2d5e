from typing import Literal

ReplayOutInputs = Literal['current', 'kept']

REPLAY_OUT_INPUTS_VALUES: set[ReplayOutInputs] = { 'current', 'kept',  }

def check_replay_out_inputs(value: str) -> ReplayOutInputs:
    if value in REPLAY_OUT_INPUTS_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {REPLAY_OUT_INPUTS_VALUES!r}")
