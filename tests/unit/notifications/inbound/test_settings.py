"""A mailbox is somebody's: it needs the address whose answers it holds."""

import pytest
from pydantic import ValidationError

from boucle.notifications.settings import NotificationsSettings
from boucle.platform.settings import example_settings


def test_a_mailbox_needs_its_address_and_a_short_one() -> None:
    given = example_settings(NotificationsSettings).model_dump()

    def made(**more: object) -> NotificationsSettings:
        return NotificationsSettings.model_validate({**given, **more})

    assert made(calendar_address="agenda@x.example", imap_host="imap.x.example").imap_port == 993
    for wrong in (
        {"imap_host": "imap.x.example"},
        {"calendar_address": f"{'a' * 24}@x.example"},  # with a token, longer than RFC 5321 lets
        {"calendar_address": "agenda+x@x.example"},
    ):
        with pytest.raises(ValidationError):
            made(**wrong)
