"""A district's list as a file: read for the import and for the check alike."""

import json
from pathlib import Path

from sunhall.catalogue import district
from sunhall.catalogue.files.problems import Problem, Unusable


def departments(path: Path) -> list[district.Department]:
    """The departments of the list at `path`. Unusable when it is not there, not JSON, or not such a list."""
    try:
        return district.read(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, RecursionError) as error:
        detail = (error.strerror if isinstance(error, OSError) else "") or str(error)
        raise Unusable([Problem(path.name, 0, "", "cannot_read", {"detail": detail})]) from error
