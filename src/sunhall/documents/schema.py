"""SQL of the first migration: what the database itself refuses to do to files and notices."""

from django.db.migrations import RunSQL

# Already compressed files gain nothing from compression, and only uncompressed values can be read in slices cheaply.
EXTERNAL = RunSQL("ALTER TABLE documents_blob ALTER COLUMN content SET STORAGE EXTERNAL;", RunSQL.noop)

BLOB_GUARD = RunSQL(
    """
CREATE FUNCTION documents_guard_blob() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND current_setting('sunhall.erasure', true) = 'on' THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'a stored file is never changed, and deleted only by an erasure' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER documents_blob_is_append_only BEFORE UPDATE OR DELETE ON documents_blob
  FOR EACH ROW EXECUTE FUNCTION documents_guard_blob();
ALTER TABLE documents_blob ADD CONSTRAINT a_blob_is_named_by_its_sha256 CHECK (sha256 = sha256(content));
ALTER TABLE documents_blob ADD CONSTRAINT a_blob_tells_its_size CHECK (size = octet_length(content));
""",
    """
DROP TRIGGER documents_blob_is_append_only ON documents_blob;
DROP FUNCTION documents_guard_blob();
""",
)

# What was handed in stays what was handed in; only the answer of a virus scanner may arrive later.
DOCUMENT_GUARD = RunSQL(
    "CREATE TRIGGER documents_document_keeps_what_was_handed_in "
    "BEFORE UPDATE OF token, blob_id, name, extension_matches, uploaded_by_id, uploaded_at, purpose "
    "ON documents_document FOR EACH ROW EXECUTE FUNCTION refuse_change();",
    "DROP TRIGGER documents_document_keeps_what_was_handed_in ON documents_document;",
)
