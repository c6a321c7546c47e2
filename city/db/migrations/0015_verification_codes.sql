CREATE TABLE "verification_codes" (
	"feed" text COLLATE "C" NOT NULL,
	"seq" bigint NOT NULL,
	"document_id" text COLLATE "C" NOT NULL,
	"code" text COLLATE "C" NOT NULL,
	"form" text COLLATE "C" NOT NULL,
	"number" text COLLATE "C" NOT NULL,
	"committee" text COLLATE "C" NOT NULL,
	"version" integer NOT NULL,
	"standing" text COLLATE "C" NOT NULL,
	"issued_at" bigint NOT NULL,
	"effective_on" text COLLATE "C",
	"files" text COLLATE "C" NOT NULL,
	CONSTRAINT "verification_codes_feed_seq_document_id_pk" PRIMARY KEY("feed","seq","document_id")
);
--> statement-breakpoint
CREATE INDEX "verification_codes_code" ON "verification_codes" USING btree ("code");