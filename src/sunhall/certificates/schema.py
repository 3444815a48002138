"""SQL of the migrations: a certificate is never deleted, and only the copy of its status changes."""

from django.db.migrations import RunSQL

KEEPS_WHAT_IT_REPLACES = RunSQL(
    """
CREATE TRIGGER certificates_certificate_keeps_what_it_replaces BEFORE UPDATE OF replaces_id ON certificates_certificate
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
""",
    "DROP TRIGGER certificates_certificate_keeps_what_it_replaces ON certificates_certificate;",
)

GUARD = RunSQL(
    """
CREATE TRIGGER certificates_certificate_is_never_deleted BEFORE DELETE ON certificates_certificate
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER certificates_certificate_changes_only_its_status BEFORE UPDATE OF
    number, series, serial, case_id, version_id, result_id, row, matter_code, matter_name, authority_code,
    authority_name, holder_id, result_name, content, licence_id, licence_version, issued_on, valid_from,
    valid_to, check_code, pdf_id, created_at ON certificates_certificate
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER certificates_certificate_keeps_its_act BEFORE UPDATE OF act_id ON certificates_certificate
  FOR EACH ROW WHEN (OLD.act_id IS NOT NULL) EXECUTE FUNCTION refuse_change();
""",
    """
DROP TRIGGER certificates_certificate_keeps_its_act ON certificates_certificate;
DROP TRIGGER certificates_certificate_is_never_deleted ON certificates_certificate;
DROP TRIGGER certificates_certificate_changes_only_its_status ON certificates_certificate;
""",
)
