"""What allauth is told about the one outside issuer. Called by the settings; tests call it for their own issuer."""

from typing import Any

PROVIDER = "identity"  # its name in addresses and in the table of outside accounts: never change it


def providers(
    issuer: str, *, name: str, client_id: str, secret: str, uid_claim: str = "sub", scopes: list[str] | None = None
) -> dict[str, Any]:
    """The value of SOCIALACCOUNT_PROVIDERS; empty while no issuer is named."""
    if not issuer:
        return {}
    return {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": PROVIDER,
                    "name": name,
                    "client_id": client_id,
                    "secret": secret,
                    "settings": {
                        "server_url": issuer,
                        "uid_field": uid_claim,
                        "scope": scopes or ["openid", "profile", "email"],
                    },
                }
            ],
        }
    }
