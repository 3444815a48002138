"""The database functions of an act, and the columns Django does not know. Used by migrations only.

`lock_case` locks first and reads afterwards: in a function each statement sees what was committed before it began,
so acts written by whoever held the lock before are read. `write_act` writes an act and its job, `write_copy` the case
and its desks; one SELECT calls both, in one round trip.

`write_act` holds the power it uses until the commit, so that a power can end before the act or after it, not during:
it fails with `POWER_ENDED` (its detail is the kind of act) when the power has ended since `lock_case` read it. The
officer's row is locked first, in the order of those who end powers.

`IS TRUE` keeps a grant's time out of the choice of index: until the table's statistics are there, the planner would
rather walk all the grants that are valid at the moment than the few of one officer.
"""

POWER_ENDED = "SH022"  # SQLSTATE, also in WRITE_ACT

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
    'calendar', (SELECT coalesce(max(l.version), 0) FROM calendars_load l),
    'acts', (SELECT json_agg(json_build_array(a.seq, a.kind, a."on", a.officer_id, a.party_id, a.authority_id,
                                              a.payload, a.key, a.id) ORDER BY a.seq)
             FROM cases_act a WHERE a.case_id = p_case),
    'grants', (SELECT json_agg(json_build_array(g.id, g.authority_id, g.power, g.matter_code,
                                                g.substitute_for_id IS NOT NULL) ORDER BY g.id)
               FROM people_grant g WHERE g.holder_id = p_officer AND (g.valid @> p_at) IS TRUE),
    'interest', EXISTS (SELECT FROM people_interest i
                        WHERE i.officer_id = p_officer AND i.party_id = c.party_id AND i.ended_at IS NULL));
END $$;
"""

WRITE_ACT = """
CREATE OR REPLACE FUNCTION write_act(p_case bigint, p_seq int, p_kind text, p_at timestamptz, p_on date,
  p_officer bigint, p_party bigint, p_typed_by bigint, p_authority bigint, p_grant bigint, p_basis text,
  p_payload jsonb, p_key uuid, p_digest bytea) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE new_id bigint;
BEGIN
  IF p_grant IS NOT NULL THEN
    PERFORM FROM people_officer WHERE id = p_officer FOR KEY SHARE;
    PERFORM FROM people_grant WHERE id = p_grant AND (valid @> p_at) IS TRUE FOR SHARE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'the power of this act has ended' USING ERRCODE = 'SH022', DETAIL = p_kind;
    END IF;
  END IF;
  INSERT INTO cases_act (case_id, seq, kind, at, "on", officer_id, party_id, typed_by_id, authority_id, grant_id, basis,
                         payload, key, digest)
    VALUES (p_case, p_seq, p_kind, p_at, p_on, p_officer, p_party, p_typed_by, p_authority, p_grant, p_basis, p_payload,
            p_key, p_digest)
    RETURNING id INTO new_id;
  INSERT INTO procrastinate_jobs (queue_name, task_name, priority, lock, args)
    VALUES ('acts', 'after_act', 0, 'case-' || p_case, jsonb_build_object('act_id', new_id));
  RETURN new_id;
END $$;
"""

WRITE_COPY = """
CREATE OR REPLACE FUNCTION write_copy(p_case bigint, p_seq int, p_phase text, p_outcome text, p_received date,
  p_accepted date, p_decided date, p_ended date, p_statutory_end int, p_promised_end int, p_statutory_due date,
  p_promised_due date, p_lanes jsonb, p_turns jsonb) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
  UPDATE cases_case SET seq = p_seq, phase = p_phase, outcome = p_outcome, received_on = p_received,
      accepted_on = p_accepted, decided_on = p_decided, ended_on = p_ended, statutory_end = p_statutory_end,
      promised_end = p_promised_end, statutory_due_on = p_statutory_due, promised_due_on = p_promised_due,
      lanes = p_lanes
    WHERE id = p_case;
  IF NOT FOUND THEN RAISE EXCEPTION 'case % is not there', p_case; END IF;
  IF p_turns IS NOT NULL THEN PERFORM write_turns(p_case, p_turns); END IF;
  RETURN true;
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

XID = "ALTER TABLE cases_act ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id()"
NUMBERS = "CREATE SEQUENCE case_number_seq MAXVALUE 999999 CYCLE"
