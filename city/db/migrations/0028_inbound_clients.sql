CREATE TABLE "inbound_clients" (
	"name" text COLLATE "C" PRIMARY KEY NOT NULL,
	"title" text COLLATE "C" NOT NULL,
	"scopes" text[] NOT NULL,
	"public_key" text COLLATE "C" NOT NULL,
	"per_minute" integer NOT NULL,
	"added_at" bigint NOT NULL,
	"revoked_at" bigint,
	"minute" bigint DEFAULT 0 NOT NULL,
	"calls" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "inbound_requests" (
	"feed" text COLLATE "C" NOT NULL,
	"client" text COLLATE "C" NOT NULL,
	"key" uuid NOT NULL,
	"request_hash" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "inbound_requests_feed_client_key_pk" PRIMARY KEY("feed","client","key")
);
