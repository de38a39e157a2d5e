from typing import Literal

ListPrincipalsRoleType0Item = Literal['animator', 'company', 'operator', 'service', 'tool']

LIST_PRINCIPALS_ROLE_TYPE_0_ITEM_VALUES: set[ListPrincipalsRoleType0Item] = { 'animator', 'company', 'operator', 'service', 'tool',  }

def check_list_principals_role_type_0_item(value: str) -> ListPrincipalsRoleType0Item:
    if value in LIST_PRINCIPALS_ROLE_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {LIST_PRINCIPALS_ROLE_TYPE_0_ITEM_VALUES!r}")
