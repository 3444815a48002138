"""What an officer's acts ask and do: for each kind of act its fields, the posted values as typed, the act itself.

The rules are the acts' own; nothing is decided here. One module for each stage. Read by `officer.acts`.
"""

from typing import Final

from sunhall.web.officer.forms import decision, hearing, licence, mending, review
from sunhall.web.officer.forms.base import ActForm, Doing

__all__ = ["FORMS", "ActForm", "Doing"]

FORMS: Final[dict[str, ActForm]] = {
    form.kind: form for form in (*review.FORMS, *hearing.FORMS, *decision.FORMS, *licence.FORMS, *mending.FORMS)
}
