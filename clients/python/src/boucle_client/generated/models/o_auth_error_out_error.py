from typing import Literal

OAuthErrorOutError = Literal['invalid_client', 'invalid_request', 'unsupported_grant_type']

O_AUTH_ERROR_OUT_ERROR_VALUES: set[OAuthErrorOutError] = { 'invalid_client', 'invalid_request', 'unsupported_grant_type',  }

def check_o_auth_error_out_error(value: str) -> OAuthErrorOutError:
    if value in O_AUTH_ERROR_OUT_ERROR_VALUES:
        return value
    raise TypeError(f"Unexpected value {value!r}. Expected one of {O_AUTH_ERROR_OUT_ERROR_VALUES!r}")
