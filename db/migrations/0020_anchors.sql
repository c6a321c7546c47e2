CREATE TABLE `city_anchors` (
	`ordinal` integer PRIMARY KEY NOT NULL,
	`feed` text NOT NULL,
	`count` integer NOT NULL,
	`digest` text NOT NULL,
	`epoch` text NOT NULL,
	`at` integer NOT NULL,
	`signature` text NOT NULL
);
--> statement-breakpoint
CREATE TRIGGER `city_anchors_no_update` BEFORE UPDATE ON `city_anchors` BEGIN SELECT RAISE(ABORT, 'LOG-13: anchors are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `city_anchors_no_delete` BEFORE DELETE ON `city_anchors` BEGIN SELECT RAISE(ABORT, 'LOG-13: anchors are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER `city_anchors_no_replace` BEFORE INSERT ON `city_anchors`
WHEN EXISTS (SELECT 1 FROM `city_anchors` WHERE `ordinal` = NEW.`ordinal`)
BEGIN SELECT RAISE(ABORT, 'LOG-13: anchors are append-only'); END;
