from typing import Literal

WasteCodeFormType0 = Literal['bales', 'chips', 'current', 'gas', 'granules', 'hot_water', 'liquid', 'paste', 'powder', 'sludge', 'solid', 'steam']

WASTE_CODE_FORM_TYPE_0_VALUES: set[WasteCodeFormType0] = { 'bales', 'chips', 'current', 'gas', 'granules', 'hot_water', 'liquid', 'paste', 'powder', 'sludge', 'solid', 'steam',  }

def check_waste_code_form_type_0(value: str) -> WasteCodeFormType0:
    if value in WASTE_CODE_FORM_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WASTE_CODE_FORM_TYPE_0_VALUES!r}")
