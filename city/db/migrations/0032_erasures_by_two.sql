-- LOG-8: what the erasure list takes is named by an order that is in the log, which another person had asked for before.
-- After the statement, so that what is on the list already, and stays as it is, is not asked again.
CREATE FUNCTION refuse_erasure_by_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM added a WHERE NOT EXISTS (
      SELECT 1 FROM action_headers o
      JOIN action_payloads p ON p.feed = o.feed AND p.position = o.position
      CROSS JOIN LATERAL (SELECT convert_from(p.payload, 'UTF8')::jsonb AS said) AS ordered
      WHERE o.feed = a.feed AND o.id = a.erasure_id AND o.stream_kind = 'erasure' AND o.type = 'log.erased'
        AND (ordered.said -> 'actionIds' ? a.action_id::text OR ordered.said ->> 'streamId' = a.action_id::text)
        AND EXISTS (
          SELECT 1 FROM action_headers r
          WHERE r.feed = o.feed AND r.stream_kind = 'erasure' AND r.stream_id = o.stream_id
            AND r.type = 'erasure.requested' AND r.position < o.position AND r.actor_id <> o.actor_id
        )
    )
  ) THEN
    RAISE EXCEPTION 'LOG-8: an erasure needs an order that two people gave, and that names it'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER erasures_by_two AFTER INSERT ON erasures REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION refuse_erasure_by_one();
