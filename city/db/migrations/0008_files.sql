CREATE TABLE "case_files" (
	"feed" text COLLATE "C" NOT NULL,
	"seq" bigint NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	CONSTRAINT "case_files_feed_seq_hash_pk" PRIMARY KEY("feed","seq","hash")
);
--> statement-breakpoint
CREATE TABLE "file_places" (
	"feed" text COLLATE "C" NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"bytes" integer NOT NULL,
	"here" boolean DEFAULT false NOT NULL,
	"erased" boolean DEFAULT false NOT NULL,
	CONSTRAINT "file_places_feed_hash_pk" PRIMARY KEY("feed","hash")
);
--> statement-breakpoint
CREATE INDEX "case_files_hash" ON "case_files" USING btree ("feed","hash");--> statement-breakpoint
CREATE INDEX "file_places_erased" ON "file_places" USING btree ("feed","hash") WHERE erased;