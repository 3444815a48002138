"""Settings, read from the environment with small typed readers that fail loudly.

A secret `NAME` may also come from a file named by `NAME_FILE` (systemd credentials, container secrets).
"""

import os
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from sunhall.ops import database_url, oidc

PACKAGE = Path(__file__).resolve().parent.parent


def _flag(name: str, default: bool) -> bool:
    raw = os.environ.get(name, "").strip().lower()
    if raw == "":
        return default
    if raw in ("1", "true", "yes", "on"):
        return True
    if raw in ("0", "false", "no", "off"):
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {raw!r}.")


def _number(name: str, default: int) -> int:
    raw = os.environ.get(name, "").strip()
    if raw and not raw.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {raw!r}.")
    return int(raw or default)


def _list(name: str, default: str = "") -> list[str]:
    return [each.strip() for each in os.environ.get(name, default).split(",") if each.strip()]


def _secret(name: str) -> str:
    if file := os.environ.get(f"{name}_FILE"):
        try:
            return Path(file).read_text().strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE is {file}, which cannot be read: {error.strerror}.") from error
    return os.environ.get(name, "")


DEMO = _flag("SUNHALL_DEMO", default=False)
DEBUG = _flag("SUNHALL_DEBUG", default=False)
TEST = _flag("SUNHALL_TEST", default=False)
DATA_DIR = Path(os.environ.get("SUNHALL_DATA") or Path.cwd() / "var").resolve()

SECRET_KEY = _secret("SUNHALL_SECRET_KEY")
if not SECRET_KEY:
    if not (DEMO or DEBUG or TEST):
        raise ImproperlyConfigured(
            "SUNHALL_SECRET_KEY is not set. Make one with: python -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    SECRET_KEY = "only-for-tests-not-secret-" + "0" * 40
SECRET_KEY_FALLBACKS = _list("SUNHALL_OLD_SECRET_KEYS")  # while a key is being replaced
ALLOWED_HOSTS = _list("SUNHALL_HOSTS", "localhost,127.0.0.1,[::1]" + (",testserver" if TEST else ""))
CSRF_TRUSTED_ORIGINS = _list("SUNHALL_ORIGINS")
PUBLIC_URL = os.environ.get("SUNHALL_URL") or "http://localhost:8000"  # printed in the QR codes of papers
if not re.fullmatch(r"https?://[^/\s?#]+(/[^\s?#]*)?", PUBLIC_URL):
    raise ImproperlyConfigured(f"SUNHALL_URL must be an address like https://hall.example.gov.cn, not {PUBLIC_URL!r}.")
SECURE = _flag("SUNHALL_SECURE", default=False)  # behind HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_HSTS_SECONDS = 31536000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

DATABASES = {"default": database_url.parse(_secret("DATABASE_URL"), data_dir=DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_cotton",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "axes",
    "procrastinate.contrib.django",
    "sunhall.people",
    "sunhall.calendars",
    "sunhall.catalogue",
    "sunhall.documents",
    "sunhall.cases",
    "sunhall.approvals",
    "sunhall.certificates",
    "sunhall.voice",
    "sunhall.web",
    "sunhall.api",
    "sunhall.jobs",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "sunhall.web.middleware.storable",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sunhall.web.middleware.actor",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "sunhall.ops.urls"
WSGI_APPLICATION = "sunhall.ops.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # Each audience keeps its own templates beside its views.
        "DIRS": sorted((PACKAGE / "web").glob("*/templates")),
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django_cotton.cotton_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "sunhall.web.context.house",
            ],
            "builtins": ["django_cotton.templatetags.cotton", "sunhall.web.templatetags.house"],
        },
    }
]
COTTON_DIR = "components"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher" if TEST else "django.contrib.auth.hashers.Argon2PasswordHasher"
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "email")},
    },
]
LOGIN_URL = "/account/login/"
LOGIN_REDIRECT_URL = "/account/arrived/"  # leads each to her own desk
LOGOUT_REDIRECT_URL = "/"
CSRF_FAILURE_VIEW = "sunhall.web.errors.csrf_failure"

SESSION_COOKIE_NAME = "sunhall"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60  # seconds: a working day
# A desk signs an officer out who did nothing for so long, wherever somebody else may sit down; 0: it never does.
STAFF_IDLE_MINUTES = _number("SUNHALL_STAFF_IDLE_MINUTES", 0 if TEST else 60)
CSRF_COOKIE_SAMESITE = "Lax"

# Sign-in. The account is named by its login; an address is optional, so that nobody without one is turned away.
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_ADAPTER = "sunhall.web.account.sign_in.Adapter"
ACCOUNT_FORMS = {"login": "sunhall.web.account.sign_in.SignInForm"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_UNIQUE_EMAIL = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60  # seconds
# Many citizens of a hall share one address, so the limits by address are wide; guessing is stopped by AXES below.
# "login_failed" counts the second factor alone (see the adapter): ten wrong codes or keys of one account.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/15m/key", "login": "300/m/ip", "signup": "120/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = os.environ.get("SUNHALL_TOTP_ISSUER", "Sunhall")
MFA_TOTP_TOLERANCE = 1  # one step of 30 s to either side: the clocks of old phones
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "sunhall.web.account.keys.AddKeyForm",
    "authenticate_webauthn": "sunhall.web.account.keys.KeyForm",
    "login_webauthn": "sunhall.web.account.keys.PasskeyForm",
    "reauthenticate_webauthn": "sunhall.web.account.keys.KeyAgainForm",
}
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMO or DEBUG or TEST

# Ten wrong passwords for one login from one address shut that pair out for a quarter of an hour.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "sunhall.ops.sign_in.login_tried"
AXES_CLIENT_IP_CALLABLE = "sunhall.ops.sign_in.client_address"
AXES_LOCKOUT_CALLABLE = "sunhall.web.errors.too_many"
AXES_ENABLE_ADMIN = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
PROXIES = _number("SUNHALL_PROXIES", 0)  # how many of our own proxies add to X-Forwarded-For
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES

# The national identity, or any other OpenID Connect issuer. Off until an issuer is named.
OIDC_ISSUER = os.environ.get("SUNHALL_OIDC_ISSUER", "")
OIDC_PROVIDER = oidc.PROVIDER
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_AUTO_SIGNUP = True
SOCIALACCOUNT_ADAPTER = "sunhall.web.account.outside.Doors"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = oidc.providers(
    OIDC_ISSUER,
    name=os.environ.get("SUNHALL_OIDC_NAME", "OpenID Connect"),
    client_id=os.environ.get("SUNHALL_OIDC_CLIENT_ID", ""),
    secret=_secret("SUNHALL_OIDC_CLIENT_SECRET"),
    uid_claim=os.environ.get("SUNHALL_OIDC_UID_CLAIM", "sub"),
    scopes=os.environ.get("SUNHALL_OIDC_SCOPES", "openid profile email").split(),
)
# Which claims say who somebody is. The number is believed as it is told, so it is read only when a claim is named.
OIDC_CLAIMS = {
    "name": os.environ.get("SUNHALL_OIDC_NAME_CLAIM", "name"),
    "id_number": os.environ.get("SUNHALL_OIDC_ID_CLAIM", ""),
    "phone": os.environ.get("SUNHALL_OIDC_PHONE_CLAIM", "phone_number"),
}
if OIDC_ISSUER and not os.environ.get("SUNHALL_OIDC_CLIENT_ID"):
    raise ImproperlyConfigured("SUNHALL_OIDC_ISSUER is set, so SUNHALL_OIDC_CLIENT_ID must be set too.")

# Everything a page needs comes from here: no inline script, no inline style, nothing from elsewhere.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

# A password an administrator hands out opens nothing after so many hours.
ONE_TIME_PASSWORD_HOURS = _number("SUNHALL_ONE_TIME_PASSWORD_HOURS", 72)

# A file may have 25 MB. Larger ones are cut while they arrive and refused by their size, with the form kept.
UPLOAD_BYTES = _number("SUNHALL_UPLOAD_BYTES", 25 * 1024 * 1024)
FILE_UPLOAD_HANDLERS = ["sunhall.ops.uploads.CutOffHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # bytes of a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 40

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60  # seconds
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
FORMAT_MODULE_PATH = "sunhall.web.formats"
SUNHALL_CITY = {
    "zh-hans": os.environ.get("SUNHALL_CITY_ZH", "示范市"),
    "en": os.environ.get("SUNHALL_CITY_EN", "Demo City"),
}

# Built files carry their digest in the address, so browsers may keep them for ever; they are served from the package.
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG or TEST
WHITENOISE_MAX_AGE = 600  # seconds
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/built/"

EMAIL_HOST = os.environ.get("SUNHALL_SMTP_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = _number("SUNHALL_SMTP_PORT", 25)
EMAIL_HOST_USER = os.environ.get("SUNHALL_SMTP_USER", "")
EMAIL_HOST_PASSWORD = _secret("SUNHALL_SMTP_PASSWORD")
EMAIL_USE_TLS = _flag("SUNHALL_SMTP_TLS", default=False)
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = os.environ.get("SUNHALL_FROM", "sunhall@localhost")

PROCRASTINATE_WORKER_DEFAULTS = {"concurrency": _number("SUNHALL_WORKER_CONCURRENCY", 2), "delete_jobs": "successful"}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "sunhall.ops.logs.Line"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("SUNHALL_LOG_LEVEL", "INFO").upper()},
    "loggers": {
        # Answers of 404 or 403 are the visitor's affair; only what breaks is told.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        "axes": {"level": "ERROR"},
        "procrastinate": {"level": "WARNING"},
        "psycopg.pool": {"level": "ERROR"},
    },
}
