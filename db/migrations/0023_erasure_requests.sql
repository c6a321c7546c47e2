CREATE INDEX `action_headers_erasures` ON `action_headers` (`position`) WHERE stream_kind = 'erasure';
--> statement-breakpoint
CREATE TRIGGER `erasures_by_two` BEFORE INSERT ON `erasures`
WHEN NOT EXISTS (
  SELECT 1 FROM `action_headers` o WHERE o.`id` = NEW.`erasure_id` AND o.`stream_kind` = 'erasure' AND o.`type` = 'log.erased'
  AND (
    (o.`station_id`, o.`incarnation`) IS NOT (SELECT `station_id`, `incarnation` FROM `station`)
    OR EXISTS (
      SELECT 1 FROM `action_headers` r WHERE r.`stream_id` = o.`stream_id` AND r.`stream_kind` = 'erasure'
      AND r.`type` = 'erasure.requested' AND r.`position` < o.`position` AND r.`actor_id` <> o.`actor_id`
    )
  )
)
BEGIN SELECT RAISE(ABORT, 'LOG-8: an erasure needs an order that two people gave'); END;
