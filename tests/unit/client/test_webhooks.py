"""Signatures, both ways with the Standard Webhooks library."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from standardwebhooks import Webhook

from boucle.notifications.subscriptions.webhooks.signing import headers as signed_by_boucle
from boucle.notifications.subscriptions.webhooks.signing import new_secret
from boucle_client import NotVerified, verify_webhook

SECRET, OLD = "whsec_" + "c2VjcmV0" * 4, "whsec_" + "b2xkb2xk" * 4
BODY = json.dumps({"type": "synergy.changed", "data": {"id": "é"}}).encode()


def signed(*secrets: str, body: bytes = BODY, ago: float = 0) -> dict[str, str]:
    at = datetime.now(UTC) - timedelta(seconds=ago)
    signatures = " ".join(Webhook(one).sign("msg_1", at, body.decode()) for one in secrets)
    return {
        "Webhook-Id": "msg_1",
        "Webhook-Timestamp": str(int(at.timestamp())),
        "Webhook-Signature": signatures,
    }


@pytest.mark.parametrize("secrets", [(SECRET,), (OLD, SECRET)])
def test_what_is_signed_is_read(secrets: tuple[str, ...]) -> None:
    assert verify_webhook(SECRET, signed(*secrets), BODY) == json.loads(BODY)


def test_what_boucle_signs_is_read_with_either_secret() -> None:
    secrets = [new_secret(os.urandom), new_secret(os.urandom)]
    sent = signed_by_boucle(secrets, uuid4(), BODY, datetime.now(UTC), "boucle")
    for secret in secrets:
        assert verify_webhook(secret, sent, BODY) == json.loads(BODY)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (signed(OLD), BODY),
        (signed(SECRET), BODY.replace(b"changed", b"removed")),
        (signed(SECRET) | {"Webhook-Id": "msg_2"}, BODY),
        (signed(SECRET, ago=600), BODY),
        (signed(SECRET, ago=-86_400), BODY),  # made when tests are collected
        ({}, BODY),
        (signed(SECRET) | {"Webhook-Signature": "v1"}, BODY),
        (signed(SECRET) | {"Webhook-Signature": "v1,é"}, BODY),
        (signed(SECRET), b"\xff"),
        (signed(SECRET, body=b"[]"), b"[]"),
    ],
)
def test_all_else_is_refused(headers: dict[str, str], body: bytes) -> None:
    with pytest.raises(NotVerified):
        verify_webhook(SECRET, headers, body)
