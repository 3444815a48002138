"""One log entry is one line, so that journald, grep and a log collector agree on what an entry is."""

import json
import logging
from datetime import UTC, datetime

_STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "request"}


class Line(logging.Formatter):
    """`2026-11-21T08:00:00Z ERROR sunhall.cases.acts message key=value`; a traceback follows with escaped newlines."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"
        extra = [f"{k}={_value(v)}" for k, v in vars(record).items() if k not in _STANDARD and not k.startswith("_")]
        line = " ".join([at, record.levelname, record.name, _escaped(record.getMessage()), *extra])
        if record.exc_info:
            line += " exception=" + json.dumps(self.formatException(record.exc_info), ensure_ascii=False)
        return line


def _value(value: object) -> str:
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if any(c in text for c in ' "=\n') else text


def _escaped(text: str) -> str:
    return text.replace("\r", "\\r").replace("\n", "\\n")
