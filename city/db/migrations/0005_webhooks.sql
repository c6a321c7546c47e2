CREATE TABLE "webhook_deliveries" (
	"feed" text COLLATE "C" NOT NULL,
	"subscriber" text COLLATE "C" NOT NULL,
	"position" bigint NOT NULL,
	"ordinal" integer NOT NULL,
	"case_id" uuid NOT NULL,
	"event_id" text COLLATE "C" NOT NULL,
	"body" text COLLATE "C" NOT NULL,
	"made_at" bigint NOT NULL,
	"attempts" integer NOT NULL,
	"next_attempt_at" bigint NOT NULL,
	"delivered_at" bigint,
	"dead_at" bigint,
	"last_failure" text COLLATE "C",
	CONSTRAINT "webhook_deliveries_feed_subscriber_position_ordinal_pk" PRIMARY KEY("feed","subscriber","position","ordinal")
);
--> statement-breakpoint
CREATE TABLE "webhook_subscribers" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"url" text COLLATE "C" NOT NULL,
	"secret" text COLLATE "C" NOT NULL,
	"feeds" text[],
	"added_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "stations" ADD COLUMN "pulled_position" bigint;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_due" ON "webhook_deliveries" USING btree ("feed","subscriber","next_attempt_at") WHERE delivered_at IS NULL AND dead_at IS NULL;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_case" ON "webhook_deliveries" USING btree ("feed","subscriber","case_id","position","ordinal") WHERE delivered_at IS NULL AND dead_at IS NULL;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_dead" ON "webhook_deliveries" USING btree ("feed","subscriber") WHERE dead_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX "webhook_deliveries_delivered" ON "webhook_deliveries" USING btree ("feed","delivered_at") WHERE delivered_at IS NOT NULL;