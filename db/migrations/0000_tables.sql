CREATE TABLE `case_mediators` (
	`key` integer PRIMARY KEY NOT NULL,
	`mediator_id` text NOT NULL,
	`open` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `case_mediators_mediator` ON `case_mediators` (`mediator_id`,`open`);--> statement-breakpoint
CREATE TABLE `case_states` (
	`seq` integer PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	FOREIGN KEY (`seq`) REFERENCES `cases`(`seq`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `cases` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`case_number` text NOT NULL,
	`query_code` text NOT NULL,
	`status_rank` integer NOT NULL,
	`open` integer NOT NULL,
	`parties_text` text NOT NULL,
	`initials` text NOT NULL,
	`title` text NOT NULL,
	`moj_type` text NOT NULL,
	`gbt_category` text NOT NULL,
	`area_code` text NOT NULL,
	`area_name` text NOT NULL,
	`street_code` text NOT NULL,
	`street_name` text NOT NULL,
	`place_code` text NOT NULL,
	`place_name` text NOT NULL,
	`mediator_ids` text NOT NULL,
	`amount_fen` integer,
	`registered_at` integer NOT NULL,
	`limit_id` text,
	`deadline_name` text,
	`deadline_start_at` integer,
	`warn_at` integer,
	`due_at` integer,
	`provisional` integer NOT NULL,
	`supervised` integer NOT NULL,
	`escalated` integer NOT NULL,
	`sensitive` integer NOT NULL,
	`risk_level` text NOT NULL,
	`last_position` integer NOT NULL,
	`search_digest` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cases_id` ON `cases` (`id`);--> statement-breakpoint
CREATE INDEX `cases_query_code` ON `cases` (`query_code`);--> statement-breakpoint
CREATE INDEX `cases_registered_at` ON `cases` (`registered_at`);--> statement-breakpoint
CREATE INDEX `cases_status` ON `cases` (`status_rank`,`due_at`,`amount_fen`);--> statement-breakpoint
CREATE INDEX `cases_initials` ON `cases` (`initials`,`parties_text`);--> statement-breakpoint
CREATE INDEX `cases_moj_type` ON `cases` (`moj_type`);--> statement-breakpoint
CREATE INDEX `cases_place` ON `cases` (`place_code`,`open`,`gbt_category`);--> statement-breakpoint
CREATE INDEX `cases_amount` ON `cases` (`amount_fen`);--> statement-breakpoint
CREATE INDEX `cases_due_at` ON `cases` (`due_at`);--> statement-breakpoint
CREATE INDEX `cases_supervised` ON `cases` (`supervised`) WHERE supervised = 1;--> statement-breakpoint
CREATE INDEX `cases_escalated` ON `cases` (`escalated`) WHERE escalated = 1;--> statement-breakpoint
CREATE INDEX `cases_sensitive` ON `cases` (`sensitive`) WHERE sensitive = 1;--> statement-breakpoint
CREATE TABLE `number_counters` (
	`series` text NOT NULL,
	`year` integer NOT NULL,
	`last` integer NOT NULL,
	PRIMARY KEY(`series`, `year`)
);
--> statement-breakpoint
CREATE TABLE `last_assigned` (
	`staff_id` text PRIMARY KEY NOT NULL,
	`mediator_ids` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `staff` (
	`staff_id` text PRIMARY KEY NOT NULL,
	`account` text NOT NULL,
	`name` text NOT NULL,
	`roles` text NOT NULL,
	`phone` text,
	`active` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `staff_account` ON `staff` (`account`);--> statement-breakpoint
CREATE TABLE `files` (
	`hash` text PRIMARY KEY NOT NULL,
	`media_type` text NOT NULL,
	`bytes` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `drafts` (
	`staff_id` text NOT NULL,
	`draft_id` text NOT NULL,
	`kind` text NOT NULL,
	`case_id` text,
	`label` text NOT NULL,
	`missing` text NOT NULL,
	`saved_at` integer NOT NULL,
	`content` text NOT NULL,
	PRIMARY KEY(`staff_id`, `draft_id`)
);
--> statement-breakpoint
CREATE TABLE `ledger_views` (
	`staff_id` text NOT NULL,
	`id` text NOT NULL,
	`ordinal` integer NOT NULL,
	`name` text NOT NULL,
	`filter` text NOT NULL,
	`sort` text NOT NULL,
	`columns` text NOT NULL,
	PRIMARY KEY(`staff_id`, `id`)
);
--> statement-breakpoint
CREATE TABLE `action_headers` (
	`position` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`stream_kind` text NOT NULL,
	`stream_id` text NOT NULL,
	`type` text NOT NULL,
	`schema_version` integer NOT NULL,
	`actor_id` text NOT NULL,
	`station_id` text NOT NULL,
	`incarnation` integer NOT NULL,
	`sequence` integer NOT NULL,
	`previous_hash` text NOT NULL,
	`payload_hash` text NOT NULL,
	`header_hash` text NOT NULL,
	`base_revision` integer NOT NULL,
	`device_time` integer NOT NULL,
	`clock_offset` integer,
	`algorithms` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `action_headers_id` ON `action_headers` (`id`);--> statement-breakpoint
CREATE INDEX `action_headers_stream` ON `action_headers` (`stream_id`);--> statement-breakpoint
CREATE TABLE `action_payloads` (
	`position` integer PRIMARY KEY NOT NULL,
	`payload` blob NOT NULL,
	`salt` blob NOT NULL,
	FOREIGN KEY (`position`) REFERENCES `action_headers`(`position`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `chain_heads` (
	`station_id` text NOT NULL,
	`incarnation` integer NOT NULL,
	`sequence` integer NOT NULL,
	`header_hash` text NOT NULL,
	PRIMARY KEY(`station_id`, `incarnation`)
);
--> statement-breakpoint
CREATE TABLE `erasures` (
	`action_id` text PRIMARY KEY NOT NULL,
	`erasure_id` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `station` (
	`only` integer PRIMARY KEY NOT NULL,
	`station_id` text NOT NULL,
	`incarnation` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `access_log` (
	`position` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`staff_id` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `passwords` (
	`staff_id` text PRIMARY KEY NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sessions` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`desk` text NOT NULL,
	`started_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `center_settings` (
	`only` integer PRIMARY KEY NOT NULL,
	`center_id` text NOT NULL,
	`revision` integer NOT NULL,
	`settings` text NOT NULL
);
