from typing import Literal

MovementOutKind = Literal['flow_revised', 'flows_declared', 'site_moved']

MOVEMENT_OUT_KIND_VALUES: set[MovementOutKind] = { 'flow_revised', 'flows_declared', 'site_moved',  }

def check_movement_out_kind(value: str) -> MovementOutKind:
    if value in MOVEMENT_OUT_KIND_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MOVEMENT_OUT_KIND_VALUES!r}")
