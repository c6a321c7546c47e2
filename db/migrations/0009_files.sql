CREATE TABLE `case_files` (
	`seq` integer NOT NULL,
	`hash` text NOT NULL,
	PRIMARY KEY(`seq`, `hash`)
);
--> statement-breakpoint
CREATE INDEX `case_files_hash` ON `case_files` (`hash`);--> statement-breakpoint
CREATE TABLE `file_places` (
	`hash` text PRIMARY KEY NOT NULL,
	`bytes` integer NOT NULL,
	`here` integer DEFAULT 0 NOT NULL,
	`at_city` text,
	`erased` integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE INDEX `file_places_to_send` ON `file_places` (`hash`) WHERE at_city IS NULL;--> statement-breakpoint
CREATE INDEX `file_places_to_fetch` ON `file_places` (`hash`) WHERE here = 0;--> statement-breakpoint
CREATE INDEX `file_places_at_city` ON `file_places` (`at_city`);--> statement-breakpoint
CREATE INDEX `file_places_erased` ON `file_places` (`hash`) WHERE erased = 1;