"""The capability as Django knows it. Certificates tell the notices of cases below what theirs are called."""

from django.apps import AppConfig


class CertificatesConfig(AppConfig):
    name = "sunhall.certificates"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from sunhall.cases.notices import sheet
        from sunhall.certificates import for_notices

        sheet.told_by(for_notices)
