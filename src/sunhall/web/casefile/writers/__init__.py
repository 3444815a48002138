"""How each kind of act is told as a sentence: one function a kind. `casefile.history` makes the lines of them."""

from collections.abc import Callable, Mapping
from typing import Final

from sunhall.cases.queries import ActLine, CasePage
from sunhall.web.casefile.writers import hearing, intake, licence, review

WRITERS: Final[Mapping[str, Callable[[CasePage, ActLine], str]]] = {
    **intake.WRITERS,
    **review.WRITERS,
    **hearing.WRITERS,
    **licence.WRITERS,
}
