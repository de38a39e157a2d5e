"""Format log lines for a reader: the services write JSON."""

import json

_SHOWN_APART = {"timestamp", "level", "event", "service", "logger", "exception"}


def readable(line: str) -> str:
    """Format a JSON log line as `time LEVEL event key=value`, its trace below; others stay as they
    are."""
    try:
        fields = json.loads(line)
        time, event = str(fields["timestamp"]), str(fields["event"])
    except (ValueError, TypeError, KeyError):
        return line
    level = str(fields.get("level", "info")).upper()
    rest = " ".join(f"{key}={value}" for key, value in fields.items() if key not in _SHOWN_APART)
    text = f"{time[11:23]} {level:<7} {event} {rest}".rstrip()
    trace = fields.get("exception")
    return f"{text}\n{trace}" if trace else text
