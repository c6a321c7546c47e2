CREATE TABLE `stream_backfills` (
	`feed` text NOT NULL,
	`stream_kind` text NOT NULL,
	`stream_id` text NOT NULL,
	`position` integer NOT NULL,
	`up_to` integer NOT NULL,
	PRIMARY KEY(`feed`, `stream_kind`, `stream_id`)
);
--> statement-breakpoint
ALTER TABLE `cases` ADD `pen_station` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `cases` ADD `offered_to` text;--> statement-breakpoint
CREATE INDEX `cases_offered_to` ON `cases` (`offered_to`) WHERE offered_to IS NOT NULL;--> statement-breakpoint
CREATE INDEX `action_headers_stations` ON `action_headers` (`position`) WHERE stream_kind = 'station';