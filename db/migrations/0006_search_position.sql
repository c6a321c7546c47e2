ALTER TABLE `station` ADD `search_position` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
UPDATE `station` SET `search_position` = (SELECT coalesce(max(`position`), 0) FROM `action_headers`);
