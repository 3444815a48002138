"""The re-check of what matters say: a published version is as it was published, so that files are judged by the rules
they were handed in under (Licensing Law art. 30). For `sunhall audit` only."""

from collections.abc import Iterator

from sunhall.catalogue.files import build
from sunhall.catalogue.models import MatterVersion
from sunhall.law.audit import Finding


def findings() -> Iterator[Finding]:
    """Published versions whose content is not what their digest was taken of."""
    rows = MatterVersion.objects.filter(published_at__isnull=False).order_by("pk")
    for code, number, content, digest in rows.values_list("matter__code", "number", "content", "digest").iterator():
        if build.digest(content) != digest:
            yield Finding("version_altered", "ALL/30", 0, {"matter": code, "version": number})
