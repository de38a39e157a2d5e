"""The mails of the made-up month, as they leave; links and ids, drawn anew each time, apart."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from tests.net.differences import Found

_ROOT = Path(__file__).parents[2]
_DRAWN = re.compile(r"(?<=[/+])[A-Za-z0-9_=-]{20,}|[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
_BOUNDARY = re.compile(r"boundary=\"[^\"]*\"")


def play(folder: Path) -> None:
    """Let the month pass by, and keep its mails in the folder. Raises CalledProcessError."""
    (test,) = (_ROOT / "tests").rglob("month/test_month.py")
    env = {**os.environ, "BOUCLE_KEEP_MAILS": str(folder)}
    argv = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--timeout=3000"]
    subprocess.run([*argv, str(test)], env=env, check=True, cwd=_ROOT)


def mails_differ(before: Path, after: Path) -> Found:
    found = Found()
    old, new = _mails(before), _mails(after)
    for line in sorted(old.keys() | new.keys()):
        lacking = old.get(line, 0) - new.get(line, 0)
        if lacking == 0:
            found.steady += old[line]
        else:
            sign = "-" if lacking > 0 else "+"
            found.lines["mails of the month"] += [f"{sign} {line[:400]}"] * abs(lacking)
    return found


def _mails(folder: Path) -> dict[str, int]:
    counted: dict[str, int] = {}
    for file in sorted(folder.glob("*.eml")):
        text = _text(message_from_bytes(file.read_bytes(), policy=policy.default))
        counted[text] = counted.get(text, 0) + 1
    return counted


def _text(mail: EmailMessage) -> str:
    headers = [f"{name}: {value}" for name, value in mail.items()]
    payloads = (part.get_payload(decode=True) for part in mail.walk() if not part.is_multipart())
    bodies = [one.decode("utf-8", "replace") for one in payloads if isinstance(one, bytes)]
    return _DRAWN.sub("…", _BOUNDARY.sub("", "\n".join([*headers, *bodies])))
