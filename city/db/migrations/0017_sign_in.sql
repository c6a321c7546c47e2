CREATE TABLE "second_factors" (
	"feed" text COLLATE "C" NOT NULL,
	"staff_id" text COLLATE "C" NOT NULL,
	"secret" text COLLATE "C",
	"pending" text COLLATE "C",
	"last_step" bigint NOT NULL,
	"recovery_hashes" text[] NOT NULL,
	CONSTRAINT "second_factors_feed_staff_id_pk" PRIMARY KEY("feed","staff_id")
);
--> statement-breakpoint
CREATE TABLE "sign_in_failures" (
	"feed" text COLLATE "C" NOT NULL,
	"staff_id" text COLLATE "C" NOT NULL,
	"count" integer NOT NULL,
	"last_at" bigint NOT NULL,
	"locked_until" bigint,
	CONSTRAINT "sign_in_failures_feed_staff_id_pk" PRIMARY KEY("feed","staff_id")
);
--> statement-breakpoint
ALTER TABLE "passwords" ADD COLUMN "origin" text COLLATE "C" DEFAULT 'own' NOT NULL;--> statement-breakpoint
ALTER TABLE "passwords" ADD COLUMN "set_at" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "passwords" ADD COLUMN "earlier" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "seat" text COLLATE "C" DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "owes" text COLLATE "C";