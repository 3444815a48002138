"""What accounts, mandates, uploads and ratings refuse, in words: code → (what happened, what to do next). Read by
`web.wording`."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from sunhall.web.wording_cases import Rows

# Things stand differently from what this needs: answered with 409.
STANDING: Final[Rows] = {
    "identity_taken": (
        _("This identity already has an account."),
        _("Sign in with it, or set a new password. If you never opened one, please ask at a window."),
    ),
    "staff_sign_in_here": (
        _("This is an account of staff. It is not opened from outside."),
        _("Sign in with your login, password and second factor."),
    ),
    "organisation_has_representative": (
        _("This organisation is already represented by somebody here."),
        _("Ask that person for a mandate. If the representative has changed, bring the licence to a window."),
    ),
    "organisation_known": (
        _("This organisation is known here already, so it cannot be claimed online."),
        _("Bring the licence and your identity document to a window once; it is then joined to your account."),
    ),
    "mandate_already_ended": (_("This mandate has ended already."), _("Nothing was changed.")),
    "representative_not_revoked_here": (
        _("Who represents an enterprise by law is changed in its registration, not here."),
        _("Change the registration; a window then changes it here."),
    ),
    "rating_too_early": (
        _("The service is not finished yet."),
        _("You can rate it when your matter is finished."),
    ),
    "already_rated": (_("This case was rated already."), _("A rating is given once and is not changed.")),
}

# What was typed or chosen cannot be taken as it is: answered with 422.
TYPED: Final[Rows] = {
    "agent_not_known": (
        _("Nobody with this name and number has an account here."),
        _("Compare name and number with the document, and ask the agent to register first."),
    ),
    "own_agent": (_("You need no mandate to act for yourself."), _("Enter the person who shall act for you.")),
    "mandate_scope": (_("What the agent may do is not chosen."), _("Choose at least one.")),
    "mandate_period": (_("The mandate would end before it begins."), _("Enter a later last day.")),
    "rating_level": (_("No rating was chosen."), _("Choose one of the five.")),
    "rating_comment_too_long": (
        _("The comment is too long: at most %(max)s characters."),
        _("Shorten it, then send it again."),
    ),
    "too_long": (
        _("This is too long: at most %(max)s characters, you entered %(length)s."),
        _("Shorten it, then send it again."),
    ),
    "note_too_long": (
        _("The note is too long: %(material)s. At most %(max)s characters, you entered %(length)s."),
        _("Shorten it, then send it again."),
    ),
    "too_many_files": (
        _("At most %(max)s files are taken for this paper."),
        _("Remove one first, or put the pages into one PDF."),
    ),
}
