from typing import Literal

MailOutState = Literal['due', 'failed', 'held', 'kept', 'sending', 'sent', 'withdrawn']

MAIL_OUT_STATE_VALUES: set[MailOutState] = { 'due', 'failed', 'held', 'kept', 'sending', 'sent', 'withdrawn',  }

def check_mail_out_state(value: str) -> MailOutState:
    if value in MAIL_OUT_STATE_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MAIL_OUT_STATE_VALUES!r}")
