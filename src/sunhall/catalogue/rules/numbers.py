"""The tokens a number pattern of a matter may hold. `certificates.rules` fills them."""

import re
from typing import Final

TOKEN: Final = re.compile(r"\{([a-z0-9_]+)(?::([a-z0-9_]+))?\}")
TOKENS: Final = ("region", "year", "seq", "map", "check")
CHECKS: Final = ("mod11_10",)
