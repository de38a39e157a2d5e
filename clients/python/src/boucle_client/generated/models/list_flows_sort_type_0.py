from typing import Literal

ListFlowsSortType0 = Literal['-declared_at', '-updated_at', 'declared_at', 'updated_at']

LIST_FLOWS_SORT_TYPE_0_VALUES: set[ListFlowsSortType0] = { '-declared_at', '-updated_at', 'declared_at', 'updated_at',  }

def check_list_flows_sort_type_0(value: str) -> ListFlowsSortType0:
    if value in LIST_FLOWS_SORT_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_FLOWS_SORT_TYPE_0_VALUES!r}")
