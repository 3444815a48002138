"""Letters about accounts: the words, made when the letter goes out.

The link that sets a new password is made here and stands in no table: whoever reads the jobs must not find it.
"""

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.template.loader import render_to_string
from django.urls import reverse

from sunhall.cases.messages import Text
from sunhall.documents.acts import public_address
from sunhall.people.models import User

RESET = "password_reset_key"


def account(letter: str, user_id: int | None) -> Text | None:
    """The letter in the active language. None when the account it is about is closed meanwhile."""
    context: dict[str, object] = {}
    if user_id is not None:
        user = User.objects.filter(pk=user_id, is_active=True).first()
        if user is None:
            return None
        context = {"user": user}
        if letter == RESET:
            context["password_reset_url"] = _link(user)
    subject, body = (render_to_string(f"account/email/{letter}_{part}.txt", context) for part in ("subject", "message"))
    return Text(" ".join(subject.split()), body.strip())


def _link(user: User) -> str:
    key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
    place = {"uidb36": user_pk_to_url_str(user), "key": key}
    return public_address(reverse("account_reset_password_from_key", kwargs=place))
