-- LOG-3, LOG-8, SYNC-15: what the log and its companions promise holds against every program that writes here.
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END $$;
--> statement-breakpoint
CREATE FUNCTION refuse_payload_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM erasures e JOIN action_headers h ON h.feed = e.feed AND h.id = e.action_id
    WHERE h.feed = OLD.feed AND h.position = OLD.position
  ) THEN
    RAISE EXCEPTION 'LOG-8: a payload goes only by an erasure' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END $$;
--> statement-breakpoint
CREATE FUNCTION refuse_import_row_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM erasures WHERE feed = OLD.feed AND action_id = OLD.case_id) THEN
    RAISE EXCEPTION 'LOG-8: a row of an import goes only by an erasure' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END $$;
--> statement-breakpoint
CREATE TRIGGER action_headers_no_update BEFORE UPDATE ON action_headers FOR EACH ROW EXECUTE FUNCTION refuse('LOG-3: action headers are never updated');
--> statement-breakpoint
CREATE TRIGGER action_headers_no_delete BEFORE DELETE ON action_headers FOR EACH ROW EXECUTE FUNCTION refuse('LOG-3: action headers are never deleted');
--> statement-breakpoint
CREATE TRIGGER action_payloads_no_update BEFORE UPDATE ON action_payloads FOR EACH ROW EXECUTE FUNCTION refuse('LOG-3: action payloads are never updated');
--> statement-breakpoint
CREATE TRIGGER action_payloads_no_delete BEFORE DELETE ON action_payloads FOR EACH ROW EXECUTE FUNCTION refuse_payload_delete();
--> statement-breakpoint
CREATE TRIGGER import_rows_no_update BEFORE UPDATE ON import_rows FOR EACH ROW EXECUTE FUNCTION refuse('LOG-3: rows of imports are never updated');
--> statement-breakpoint
CREATE TRIGGER import_rows_no_delete BEFORE DELETE ON import_rows FOR EACH ROW EXECUTE FUNCTION refuse_import_row_delete();
--> statement-breakpoint
CREATE TRIGGER erasures_no_update BEFORE UPDATE ON erasures FOR EACH ROW EXECUTE FUNCTION refuse('LOG-8: the erasure list is append-only');
--> statement-breakpoint
CREATE TRIGGER erasures_no_delete BEFORE DELETE ON erasures FOR EACH ROW EXECUTE FUNCTION refuse('LOG-8: the erasure list is append-only');
--> statement-breakpoint
CREATE TRIGGER chain_heads_only_forward BEFORE UPDATE ON chain_heads FOR EACH ROW
WHEN (NEW.sequence <= OLD.sequence OR (NEW.feed, NEW.station_id, NEW.incarnation) IS DISTINCT FROM (OLD.feed, OLD.station_id, OLD.incarnation)) EXECUTE FUNCTION refuse('LOG-3: the end of a chain only moves forward');
--> statement-breakpoint
CREATE TRIGGER chain_heads_no_delete BEFORE DELETE ON chain_heads FOR EACH ROW EXECUTE FUNCTION refuse('LOG-3: the end of a chain is never forgotten');
--> statement-breakpoint
CREATE TRIGGER feeds_only_forward BEFORE UPDATE ON feeds FOR EACH ROW
WHEN (NEW.head < OLD.head OR NEW.feed IS DISTINCT FROM OLD.feed) EXECUTE FUNCTION refuse('SYNC-2: a position is never given out twice');
--> statement-breakpoint
CREATE TRIGGER feeds_no_delete BEFORE DELETE ON feeds FOR EACH ROW EXECUTE FUNCTION refuse('SYNC-2: a position is never given out twice');
--> statement-breakpoint
CREATE TRIGGER number_counters_only_up BEFORE UPDATE ON number_counters FOR EACH ROW
WHEN (NEW.last <= OLD.last OR (NEW.feed, NEW.series, NEW.year) IS DISTINCT FROM (OLD.feed, OLD.series, OLD.year)) EXECUTE FUNCTION refuse('SYNC-15: a number is never given out twice');
--> statement-breakpoint
CREATE TRIGGER number_counters_no_delete BEFORE DELETE ON number_counters FOR EACH ROW EXECUTE FUNCTION refuse('SYNC-15: a number is never given out twice');
--> statement-breakpoint
CREATE TRIGGER access_log_no_update BEFORE UPDATE ON access_log FOR EACH ROW EXECUTE FUNCTION refuse('LOG-1: the access log is append-only');
--> statement-breakpoint
CREATE TRIGGER access_log_no_delete BEFORE DELETE ON access_log FOR EACH ROW EXECUTE FUNCTION refuse('LOG-1: the access log is append-only');
--> statement-breakpoint
CREATE TRIGGER action_headers_no_truncate BEFORE TRUNCATE ON action_headers FOR EACH STATEMENT EXECUTE FUNCTION refuse('LOG-3: action_headers is never emptied');
--> statement-breakpoint
CREATE TRIGGER action_payloads_no_truncate BEFORE TRUNCATE ON action_payloads FOR EACH STATEMENT EXECUTE FUNCTION refuse('LOG-3: action_payloads is never emptied');
--> statement-breakpoint
CREATE TRIGGER import_rows_no_truncate BEFORE TRUNCATE ON import_rows FOR EACH STATEMENT EXECUTE FUNCTION refuse('LOG-3: import_rows is never emptied');
--> statement-breakpoint
CREATE TRIGGER erasures_no_truncate BEFORE TRUNCATE ON erasures FOR EACH STATEMENT EXECUTE FUNCTION refuse('LOG-3: erasures is never emptied');
--> statement-breakpoint
CREATE TRIGGER chain_heads_no_truncate BEFORE TRUNCATE ON chain_heads FOR EACH STATEMENT EXECUTE FUNCTION refuse('LOG-3: chain_heads is never emptied');
--> statement-breakpoint
CREATE TRIGGER feeds_no_truncate BEFORE TRUNCATE ON feeds FOR EACH STATEMENT EXECUTE FUNCTION refuse('LOG-3: feeds is never emptied');
--> statement-breakpoint
CREATE TRIGGER number_counters_no_truncate BEFORE TRUNCATE ON number_counters FOR EACH STATEMENT EXECUTE FUNCTION refuse('LOG-3: number_counters is never emptied');
--> statement-breakpoint
CREATE TRIGGER access_log_no_truncate BEFORE TRUNCATE ON access_log FOR EACH STATEMENT EXECUTE FUNCTION refuse('LOG-3: access_log is never emptied');
--> statement-breakpoint
-- All pieces of one and of two characters, within lines: what a search of any length from one character on begins with.
CREATE FUNCTION grams(body text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(piece), '{}')
  FROM (
    SELECT c, lead(c) OVER (ORDER BY n) AS following FROM unnest(string_to_array(body, NULL)) WITH ORDINALITY AS t (c, n)
  ) characters,
  LATERAL (VALUES (c), (CASE WHEN following <> E'\n' THEN c || following END)) pieces (piece)
  WHERE c <> E'\n' AND piece IS NOT NULL
$$;
--> statement-breakpoint
CREATE INDEX case_search_grams ON case_search USING gin (grams(body));
--> statement-breakpoint
CREATE INDEX case_search_words ON case_search USING gin (words);
