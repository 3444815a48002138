"""The names a file uses in place of its ids: materials, authorities, officials. For every page that shows a case."""

from django.utils.translation import gettext as _

from sunhall.cases.queries import CasePage
from sunhall.web.templatetags import house

STAFF = ("clerk", "officer", "supervisor")


def material_name(page: CasePage, material: str) -> str:
    """The name of a material of this matter in the reader's language; `form` is the form itself. A file that a field
    of the form asked for bears the field's name."""
    if material == "form":
        return _("The application form")
    if found := page.version.material(material):
        return house.words(found.name)
    asked = page.version.form.field(material)
    return house.words(asked.label) if asked else material


def authority_name(page: CasePage, authority_id: int) -> str:
    return house.words(page.authorities.get(authority_id))


def official_name(page: CasePage, officer_id: int | None) -> str:
    """An official whom an act names, with her badge; empty for one nobody knows."""
    found = page.officials.get(officer_id or 0)
    if found is None:
        return ""
    return _("%(name)s (%(badge)s)") % {"name": house.words(found.called), "badge": found.badge}


def official_told(page: CasePage, officer_id: int | None) -> str:
    """The same, and only to staff: everybody else reads "an official"."""
    name = official_name(page, officer_id) if page.view in STAFF else ""
    return name or _("An official")
