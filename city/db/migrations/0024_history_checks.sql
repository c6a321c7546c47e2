CREATE TABLE "history_checks" (
	"only" integer PRIMARY KEY NOT NULL,
	"began_at" bigint,
	"started_at" bigint,
	"ended_at" bigint,
	"actions" bigint,
	"entries" bigint,
	"found" bigint,
	"findings" text COLLATE "C"
);
