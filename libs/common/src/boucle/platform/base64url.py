"""Write bytes in URLs: base64url without padding (RFC 4648, section 5). Pure."""

import base64


def written(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def read(text: str) -> bytes:
    """Raises ValueError on what is no such text."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
