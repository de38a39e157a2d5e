from typing import Literal

StateInState = Literal['reopen', 'running', 'stopped', 'studying']

STATE_IN_STATE_VALUES: set[StateInState] = { 'reopen', 'running', 'stopped', 'studying',  }

def check_state_in_state(value: str) -> StateInState:
    if value in STATE_IN_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {STATE_IN_STATE_VALUES!r}")
