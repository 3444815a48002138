"""DATABASE_URL to Django's settings. Empty: the embedded server's socket under the data directory."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from sunhall.ops.postgres import places


def parse(url: str, *, data_dir: Path) -> dict[str, Any]:
    """`postgresql://user:password@host:port/name?sslmode=…`; host may be a socket folder in `?host=`."""
    if not url:
        return _settings(name="sunhall", user="sunhall", host=str(places.socket_folder(data_dir)))
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(f"DATABASE_URL must begin with postgresql://, not {parts.scheme}://.")
    options = dict(parse_qsl(parts.query))
    return _settings(
        name=unquote(parts.path.lstrip("/")) or "sunhall",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        host=options.pop("host", "") or parts.hostname or "",
        port=str(parts.port or options.pop("port", "") or ""),
        options=options,
    )


def _settings(
    *, name: str, user: str, host: str, password: str = "", port: str = "", options: dict[str, str] | None = None
) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": user,
        "PASSWORD": password,
        "HOST": host,
        "PORT": port,
        "OPTIONS": options or {},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "TEST": {"TEMPLATE": "template0"},
    }
