"""Values a form begins with: what is known of the applicant and of the agent, each with where it came from."""

from typing import Any, Final

from sunhall.catalogue.content import VersionContent
from sunhall.people.queries import MandateRow, PartyRow

SCOPES: Final = {"submit": "submit", "correct": "correct", "receive": "receive"}


def prefill(
    content: VersionContent, party: PartyRow, agent: PartyRow | None = None, mandate: MandateRow | None = None
) -> tuple[dict[str, Any], dict[str, str]]:
    """(values by field id, sources by field id) of the fields that name a `prefill`. `agent` acts for the party."""
    data: dict[str, Any] = {}
    sources: dict[str, str] = {}
    for f in content.form.fields:
        if not f.prefill:
            continue
        family, _, path = f.prefill.partition(".")
        value = _party(party, path) if family == "party" else _agent(agent, mandate, path)
        if value in (None, "", []) or (f.options and isinstance(value, str) and value not in f.options):
            continue
        data[f.id] = value
        sources[f.id] = family
    return data, sources


def _party(party: PartyRow, path: str) -> Any:
    if path.startswith("details."):
        return party.details.get(path.removeprefix("details."))
    return getattr(party, path, None)


def _agent(agent: PartyRow | None, mandate: MandateRow | None, path: str) -> Any:
    if path == "present":
        return agent is not None
    if agent is None:
        return None
    if path in ("name", "id_number", "phone"):
        return getattr(agent, path)
    if mandate is None:
        return None
    if path == "scope":
        return [SCOPES[s] for s in mandate.scope if s in SCOPES]
    day = mandate.starts_at if path == "from" else mandate.ends_at
    return day.date().isoformat() if day else None
