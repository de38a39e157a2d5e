from typing import Literal

WebhookInTypesType0Item = Literal['flow', 'grant', 'introduction', 'meeting', 'sharing', 'site', 'synergy']

WEBHOOK_IN_TYPES_TYPE_0_ITEM_VALUES: set[WebhookInTypesType0Item] = { 'flow', 'grant', 'introduction', 'meeting', 'sharing', 'site', 'synergy',  }

def check_webhook_in_types_type_0_item(value: str) -> WebhookInTypesType0Item:
    if value in WEBHOOK_IN_TYPES_TYPE_0_ITEM_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {WEBHOOK_IN_TYPES_TYPE_0_ITEM_VALUES!r}")
