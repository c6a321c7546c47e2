CREATE TABLE `second_factors` (
	`staff_id` text PRIMARY KEY NOT NULL,
	`secret` text,
	`pending` text,
	`last_step` integer NOT NULL,
	`recovery_hashes` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sign_in_failures` (
	`staff_id` text PRIMARY KEY NOT NULL,
	`count` integer NOT NULL,
	`last_at` integer NOT NULL,
	`locked_until` integer
);
--> statement-breakpoint
ALTER TABLE `passwords` ADD `origin` text DEFAULT 'own' NOT NULL;--> statement-breakpoint
ALTER TABLE `passwords` ADD `set_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `passwords` ADD `earlier` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `seat` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `sessions` ADD `owes` text;