CREATE TABLE "enrolment_codes" (
	"feed" text COLLATE "C" NOT NULL,
	"code_hash" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"made_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"used_by" text COLLATE "C",
	"used_at" bigint,
	CONSTRAINT "enrolment_codes_feed_code_hash_pk" PRIMARY KEY("feed","code_hash")
);
--> statement-breakpoint
CREATE TABLE "server_keys" (
	"only" integer PRIMARY KEY NOT NULL,
	"private_key" text COLLATE "C" NOT NULL,
	"public_key" text COLLATE "C" NOT NULL,
	"token_secret" text COLLATE "C" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "set_asides" (
	"feed" text COLLATE "C" NOT NULL,
	"station_id" text COLLATE "C" NOT NULL,
	"stream_kind" text COLLATE "C" NOT NULL,
	"stream_id" uuid NOT NULL,
	"position" bigint NOT NULL,
	"settled_at" bigint,
	CONSTRAINT "set_asides_feed_station_id_stream_kind_stream_id_position_pk" PRIMARY KEY("feed","station_id","stream_kind","stream_id","position")
);
--> statement-breakpoint
CREATE TABLE "sights" (
	"feed" text COLLATE "C" NOT NULL,
	"station_id" text COLLATE "C" NOT NULL,
	"position" bigint NOT NULL,
	CONSTRAINT "sights_feed_station_id_position_pk" PRIMARY KEY("feed","station_id","position")
);
--> statement-breakpoint
CREATE TABLE "stations" (
	"feed" text COLLATE "C" NOT NULL,
	"station_id" text COLLATE "C" NOT NULL,
	"incarnation" integer NOT NULL,
	"center_id" uuid,
	"name" text COLLATE "C" NOT NULL,
	"public_key" text COLLATE "C" NOT NULL,
	"enrolled_at" bigint NOT NULL,
	"revoked_at" bigint,
	"last_push_at" bigint,
	"last_pull_at" bigint,
	CONSTRAINT "stations_feed_station_id_pk" PRIMARY KEY("feed","station_id")
);
--> statement-breakpoint
CREATE TABLE "stream_pens" (
	"feed" text COLLATE "C" NOT NULL,
	"stream_kind" text COLLATE "C" NOT NULL,
	"stream_id" uuid NOT NULL,
	"origin_station" text COLLATE "C" NOT NULL,
	"pen_station" text COLLATE "C" NOT NULL,
	"revision" integer NOT NULL,
	CONSTRAINT "stream_pens_feed_stream_kind_stream_id_pk" PRIMARY KEY("feed","stream_kind","stream_id")
);
--> statement-breakpoint
CREATE TABLE "verdicts" (
	"feed" text COLLATE "C" NOT NULL,
	"position" bigint NOT NULL,
	"ordinal" integer NOT NULL,
	"verdict" text COLLATE "C" NOT NULL,
	"reason" text COLLATE "C",
	"detail" text COLLATE "C",
	"at" bigint NOT NULL,
	CONSTRAINT "verdicts_feed_position_ordinal_pk" PRIMARY KEY("feed","position","ordinal")
);
--> statement-breakpoint
CREATE INDEX "action_headers_station" ON "action_headers" USING btree ("feed","station_id","position");--> statement-breakpoint
CREATE TRIGGER verdicts_no_update BEFORE UPDATE ON verdicts FOR EACH ROW EXECUTE FUNCTION refuse('LOG-3: a verdict is never changed, a newer one follows it');
--> statement-breakpoint
CREATE TRIGGER verdicts_no_delete BEFORE DELETE ON verdicts FOR EACH ROW EXECUTE FUNCTION refuse('LOG-3: a verdict is never changed, a newer one follows it');
--> statement-breakpoint
CREATE TRIGGER verdicts_no_truncate BEFORE TRUNCATE ON verdicts FOR EACH STATEMENT EXECUTE FUNCTION refuse('LOG-3: verdicts is never emptied');
--> statement-breakpoint
CREATE TRIGGER enrolment_codes_once BEFORE UPDATE ON enrolment_codes FOR EACH ROW
WHEN (OLD.used_at IS NOT NULL) EXECUTE FUNCTION refuse('SYNC-14: a code enrols one station');
