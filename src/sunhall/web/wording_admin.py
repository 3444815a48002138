"""What people, powers and the catalogue refuse, in words: code → (what happened, what to do next, article).

Read by `web.wording`.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Said = str | Promise
Rows = Mapping[str, tuple[Said, Said, Said]]

# Things stand differently from what this needs: answered with 409.
STANDING: Final[Rows] = {
    "power_never_held": (
        _("You hold no power for these pages."),
        _("Ask the administrator for it, if you should have it."),
        "",
    ),
    "power_ended": (
        _("Your power for these pages ended on %(on)s."),
        _("What you did before stands. Ask the administrator for a new power, if you still need it."),
        "",
    ),
    "power_begins_later": (_("Your power for these pages begins on %(on)s."), _("Come back then."), ""),
    "power_already_ended": (_("This power has ended already."), _("Reload the page to see how things stand."), ""),
    "power_overlaps": (
        _("This officer already holds this power for a part of that time."),
        _("Look at her powers: somebody may have just added it. End the other one first, or choose another time."),
        "",
    ),
    "window_never_decides": (
        _("A window clerk receives and accepts. She never decides, extends, hears, rectifies or revokes."),
        _("Give this power to an officer of the authority that decides."),
        _("Administrative Licensing Law, arts. 24 and 26: the window accepts for the authority, which decides."),
    ),
    "entrusted_on": (
        _("An organisation that holds its powers by entrustment entrusts nobody else with them."),
        _("Have the authority that has the power entrust it."),
        "",
    ),
    "substitute_exceeds": (
        _("A substitute holds the same power, never more and never longer than the one she stands in for."),
        _("Choose a time within the power itself. A substitute cannot be substituted in turn."),
        _("Administrative Licensing Law, art. 24."),
    ),
    "substitute_of_another_authority": (
        _("A substitute works for the same authority as the one she stands in for."),
        _("Choose a colleague of that authority."),
        "",
    ),
    "officer_inactive": (
        _("This officer's account is closed."),
        _("Open it again first, or choose somebody else."),
        "",
    ),
    "not_oneself": (
        _("Nobody gives herself a power, or takes away her own account or role."),
        _("Ask another administrator. So two people stand behind each power."),
        "",
    ),
    "last_administrator": (
        _("This is the only administrator left."),
        _("Give another officer the role and the power to administer first."),
        "",
    ),
    "no_second_factor": (_("This account has no second factor."), _("There is nothing to reset."), ""),
    "matter_ended": (_("This matter has ended."), _("Its versions stay to be read. Nothing was changed."), ""),
    "no_draft": (
        _("There is no draft to publish."),
        _("It may have just been published. Import a changed file to make a new draft."),
        "",
    ),
    "gate": (
        _("The draft is not complete, so it was not published."),
        _("Put right what is listed below in the file, import it again, and publish then."),
        "",
    ),
    "calendar_moved_on": (
        _("Another notice was loaded while you looked at this one (load %(version)s)."),
        _("Nothing was changed. Look at what it would move now, then confirm again."),
        "",
    ),
    "notice_loaded": (
        _("This notice is loaded already (load %(version)s)."),
        _("Nothing was done twice. The journal tells what it moved."),
        "",
    ),
    "notice_has_faults": (
        _("This notice for %(year)s cannot be loaded any more."),
        _("See below what stands against it, and hand it in again."),
        "",
    ),
    "job_moved_on": (_("This job has been run or removed meanwhile."), _("Reload the list."), ""),
}

# What was typed or chosen cannot be taken: answered with 422.
TYPED: Final[Rows] = {
    "already_there": (
        _("This code or number is in use already."),
        _("Choose another one, or change the entry that has it."),
        "",
    ),
    "login_taken": (_("The login “%(login)s” is taken."), _("Choose another one."), ""),
    "usci_wrong": (
        _("This is not a valid unified social credit code."),
        _("Compare the 18 characters with the certificate: one is wrong, or two are swapped."),
        "",
    ),
    "window_elsewhere": (_("This window belongs to another centre."), _("Choose a window of this centre."), ""),
    "department_elsewhere": (
        _("This department belongs to another authority."),
        _("Choose a department of this authority."),
        "",
    ),
    "clerk_without_centre": (_("A window clerk works in a centre."), _("Choose her centre."), ""),
    "power_period": (_("The power would end before it begins."), _("Correct the two days."), ""),
    "unknown_power": (_("There is no such power."), _("Choose one of the list."), ""),
    "unknown_source": (_("There is no such source of a power."), _("Choose one of the list."), ""),
    "instrument_missing": (
        _("A power that is not the authority's own rests on a written mandate."),
        _("Enter the title and number of the document."),
        _("Administrative Licensing Law, arts. 23 and 24."),
    ),
    "trustee_not_an_authority": (
        _("An authority entrusts its power to another administrative authority only."),
        _("Choose an officer of an authority, or another source: a window acts by delegation."),
        "",
    ),
    "entrustment_not_published": (
        _("Who is entrusted, and with what, is published."),
        _("Publish it, then enter where: the gazette or the address of the page."),
        "",
    ),
    "superior_of_itself": (
        _("No authority stands above itself, not even through others."),
        _("Choose another one, or none."),
        "",
    ),
    "effective_in_the_past": (
        _("A later version cannot hold from a past day: %(effective_from)s."),
        _("Choose today or a later day."),
        "",
    ),
    "effective_not_after_last": (
        _("The last version holds from %(last)s."),
        _("Choose a later day."),
        "",
    ),
    "end_in_the_future": (
        _("The last day lies in the future: %(on)s."),
        _("Choose today, or come back on that day."),
        "",
    ),
    "upload_empty": (_("No file was chosen, or it is empty."), _("Choose a file, or paste the text."), ""),
    "upload_too_large": (
        _("The file is larger than %(limit)s."),
        _("Hand in fewer matters at once, or only the files that changed."),
        "",
    ),
    "upload_kind": (
        _("Files that end in “%(ending)s” are not taken here."),
        _("Hand in one YAML file, a zip of a folder, or a district's list as JSON."),
        "",
    ),
    "exception_ends_before_it_begins": (
        _("The exception would end before it begins."),
        _("Correct the two days."),
        "",
    ),
}
