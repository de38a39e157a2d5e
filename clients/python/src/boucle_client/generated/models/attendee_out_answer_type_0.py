from typing import Literal

AttendeeOutAnswerType0 = Literal['maybe', 'no', 'yes']

ATTENDEE_OUT_ANSWER_TYPE_0_VALUES: set[AttendeeOutAnswerType0] = { 'maybe', 'no', 'yes',  }

def check_attendee_out_answer_type_0(value: str) -> AttendeeOutAnswerType0:
    if value in ATTENDEE_OUT_ANSWER_TYPE_0_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {ATTENDEE_OUT_ANSWER_TYPE_0_VALUES!r}")
