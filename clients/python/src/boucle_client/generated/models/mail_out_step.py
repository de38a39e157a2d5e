from typing import Literal

MailOutStep = Literal['consent_request', 'disclosure', 'introduction', 'meeting']

MAIL_OUT_STEP_VALUES: set[MailOutStep] = { 'consent_request', 'disclosure', 'introduction', 'meeting',  }

def check_mail_out_step(value: str) -> MailOutStep:
    if value in MAIL_OUT_STEP_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {MAIL_OUT_STEP_VALUES!r}")
