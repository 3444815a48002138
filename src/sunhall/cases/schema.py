"""The two database functions of an act, and the columns Django does not know. Used by migrations only.

`lock_case` locks first and reads afterwards: in a function each statement sees what was committed before it began,
so acts written by whoever held the lock before are read. `write_acts` writes the acts, the copy, the desks and one job
per act in a single round trip.
"""

LOCK_CASE = """
CREATE OR REPLACE FUNCTION lock_case(p_case bigint, p_officer bigint, p_at timestamptz) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE c cases_case;
BEGIN
  SELECT * INTO c FROM cases_case WHERE id = p_case FOR UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  RETURN json_build_object(
    'version', c.version_id, 'number', c.number, 'matter', c.matter_code, 'authority', c.authority_id,
    'centre', c.centre_id, 'party', c.party_id, 'seq', c.seq,
    'acts', (SELECT json_agg(json_build_array(a.seq, a.kind, a."on", a.officer_id, a.party_id, a.authority_id,
                                              a.payload, a.key, a.id) ORDER BY a.seq)
             FROM cases_act a WHERE a.case_id = p_case),
    'grants', (SELECT json_agg(json_build_array(g.id, g.authority_id, g.power, g.matter_code,
                                                g.substitute_for_id IS NOT NULL) ORDER BY g.id)
               FROM people_grant g WHERE g.holder_id = p_officer AND g.valid @> p_at));
END $$;
"""

WRITE_ACTS = """
CREATE OR REPLACE FUNCTION write_acts(p_case bigint, p_acts jsonb, p_copy jsonb, p_turns jsonb) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE ids bigint[]; jobs procrastinate_job_to_defer_v1[];
BEGIN
  WITH written AS (
    INSERT INTO cases_act (case_id, seq, kind, at, "on", officer_id, party_id, typed_by_id, authority_id, grant_id,
                           basis, payload, key, digest)
    SELECT p_case, a.seq, a.kind, a.at, a."on", a.officer, a.party, a.typed_by, a.authority, a."grant", a.basis, a.payload,
           a.key, act_digest(p_case, a.seq, a.kind, a.at, a."on", a.officer, a.party, a.typed_by, a.authority, a."grant",
                             a.basis, a.payload)
    FROM jsonb_to_recordset(p_acts) AS a(seq int, kind text, at timestamptz, "on" date, officer bigint, party bigint,
         typed_by bigint, authority bigint, "grant" bigint, basis text, payload jsonb, key uuid)
    ORDER BY a.seq
    RETURNING id, seq)
  SELECT array_agg(id ORDER BY seq), array_agg(ROW('acts', 'after_act', 0, 'case-' || p_case, NULL,
         jsonb_build_object('act_id', id), NULL)::procrastinate_job_to_defer_v1 ORDER BY seq)
    INTO ids, jobs FROM written;
  UPDATE cases_case c SET seq = n.seq, phase = n.phase, outcome = n.outcome, received_on = n.received_on,
      accepted_on = n.accepted_on, decided_on = n.decided_on, ended_on = n.ended_on,
      statutory_end = n.statutory_end, promised_end = n.promised_end, statutory_due_on = n.statutory_due_on,
      promised_due_on = n.promised_due_on, lanes = n.lanes
    FROM jsonb_to_record(p_copy) AS n(seq int, phase text, outcome text, received_on date, accepted_on date,
         decided_on date, ended_on date, statutory_end int, promised_end int, statutory_due_on date,
         promised_due_on date, lanes jsonb)
    WHERE c.id = p_case;
  IF NOT FOUND THEN RAISE EXCEPTION 'case % is not there', p_case; END IF;
  IF p_turns IS NOT NULL THEN PERFORM write_turns(p_case, p_turns); END IF;
  PERFORM procrastinate_defer_jobs_v1(jobs);
  RETURN ids[1];
END $$;
"""

WRITE_TURNS = """
CREATE OR REPLACE FUNCTION write_turns(p_case bigint, p_turns jsonb) RETURNS void LANGUAGE sql AS $$
  DELETE FROM cases_turn WHERE case_id = p_case;
  INSERT INTO cases_turn (case_id, authority_id, role, "end", centre_id, matter_code)
    SELECT p_case, t.authority, t.role, t."end", c.centre_id, c.matter_code
    FROM jsonb_to_recordset(p_turns) AS t(authority bigint, role text, "end" int), cases_case c WHERE c.id = p_case;
$$;
"""

ACT_DIGEST = """
CREATE OR REPLACE FUNCTION act_digest(p_case bigint, p_seq int, p_kind text, p_at timestamptz, p_on date, p_officer bigint,
  p_party bigint, p_typed_by bigint, p_authority bigint, p_grant bigint, p_basis text, p_payload jsonb) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(convert_to(jsonb_build_array(p_case, p_seq, p_kind, extract(epoch FROM p_at), p_on, p_officer, p_party,
    p_typed_by, p_authority, p_grant, p_basis, p_payload)::text, 'UTF8'));
$$;
"""

XID = 'ALTER TABLE cases_act ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id()'
NUMBERS = "CREATE SEQUENCE case_number_seq MAXVALUE 999999 CYCLE"
