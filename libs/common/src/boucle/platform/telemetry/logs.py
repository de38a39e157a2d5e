"""Write structured logs: one JSON object a line, from structlog and libraries alike. Lines carry
ids, counts, durations and causes: no body, no personal data."""

import logging
import re
import sys
from typing import Literal

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

# Postgres's DETAIL and pydantic's input_value quote what a person wrote.
_QUOTES = re.compile(r"(DETAIL:|input_value=|\[parameters:)[^\n]*")
# Too talkative at INFO, or repeated by our own lines.
_QUIET = ("aiokafka", "alembic", "asyncio", "httpcore", "httpx", "uvicorn.access")


def configure_logging(
    service: str, *, level: str = "INFO", style: Literal["json", "console"] = "json"
) -> None:
    """Send every log line of this process to stdout, as JSON or for a console."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _naming(service),
        structlog.processors.format_exc_info,
        without_quotes,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer()
                if style == "json"
                else structlog.dev.ConsoleRenderer(
                    colors=sys.stdout.isatty(),
                    exception_formatter=structlog.dev.plain_traceback,  # not what locals hold
                ),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def without_quotes(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Drop from texts what libraries quote of the data."""
    for key, value in event.items():
        if isinstance(value, str) and len(value) > 10:
            event[key] = _QUOTES.sub(r"\1 (withheld)", value)
    return event


def _naming(service: str) -> Processor:
    def name_service(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        event.setdefault("service", service)
        return event

    return name_service
