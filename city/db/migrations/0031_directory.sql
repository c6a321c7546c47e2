CREATE TABLE "directory_entries" (
	"feed" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"code" text COLLATE "C" NOT NULL,
	"valid_from" text COLLATE "C" NOT NULL,
	"valid_to" text COLLATE "C",
	"body" text COLLATE "C" NOT NULL,
	CONSTRAINT "directory_entries_feed_kind_code_valid_from_pk" PRIMARY KEY("feed","kind","code","valid_from")
);
--> statement-breakpoint
CREATE INDEX "directory_entries_open" ON "directory_entries" USING btree ("feed","kind","valid_to");