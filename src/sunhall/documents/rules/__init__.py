"""Pure rules of documents: which files are let in (`files`), what notices must carry (`notices`)."""

from sunhall.documents.rules.files import ALLOWED, MAX_BYTES, Inspected, inspect, safe_name, serving_headers
from sunhall.documents.rules.notices import REQUIRED, Kind, Need, Remark, check, digest, number, series_mark

__all__ = [
    "ALLOWED",
    "MAX_BYTES",
    "REQUIRED",
    "Inspected",
    "Kind",
    "Need",
    "Remark",
    "check",
    "digest",
    "inspect",
    "number",
    "safe_name",
    "series_mark",
    "serving_headers",
]
