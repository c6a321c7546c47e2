CREATE TABLE `asked_cases` (
	`id` text PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`projection` text NOT NULL
);
