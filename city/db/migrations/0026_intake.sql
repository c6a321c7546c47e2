CREATE TABLE "intake_numbers" (
	"feed" text COLLATE "C" NOT NULL,
	"year" integer NOT NULL,
	"epoch" bigint NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "intake_numbers_feed_year_epoch_pk" PRIMARY KEY("feed","year","epoch")
);
--> statement-breakpoint
CREATE TABLE "phone_proofs" (
	"feed" text COLLATE "C" NOT NULL,
	"id" uuid NOT NULL,
	"phone" text COLLATE "C" NOT NULL,
	"code_hash" text COLLATE "C" NOT NULL,
	"sent_at" bigint NOT NULL,
	"misses" integer DEFAULT 0 NOT NULL,
	"case_id" uuid,
	CONSTRAINT "phone_proofs_feed_id_pk" PRIMARY KEY("feed","id")
);
--> statement-breakpoint
DROP INDEX "cases_query_code";--> statement-breakpoint
CREATE INDEX "phone_proofs_phone" ON "phone_proofs" USING btree ("phone","sent_at");--> statement-breakpoint
CREATE INDEX "phone_proofs_sent_at" ON "phone_proofs" USING btree ("feed","sent_at");--> statement-breakpoint
CREATE INDEX "cases_unoffered" ON "cases" USING btree ("pen_station","registered_at") WHERE status = 'registered' AND offered_to IS NULL;--> statement-breakpoint
CREATE INDEX "cases_query_code" ON "cases" USING btree ("query_code","feed");