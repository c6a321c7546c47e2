CREATE TABLE "city_anchors" (
	"feed" text COLLATE "C" NOT NULL,
	"count" bigint NOT NULL,
	"digest" text COLLATE "C" NOT NULL,
	"epoch" integer NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "city_anchors_feed_count_pk" PRIMARY KEY("feed","count")
);
--> statement-breakpoint
CREATE TABLE "station_anchors" (
	"feed" text COLLATE "C" NOT NULL,
	"station_id" text COLLATE "C" NOT NULL,
	"incarnation" integer NOT NULL,
	"actions_count" bigint NOT NULL,
	"actions_digest" text COLLATE "C" NOT NULL,
	"access_count" bigint NOT NULL,
	"access_digest" text COLLATE "C" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "station_anchors_feed_station_id_incarnation_actions_count_access_count_at_pk" PRIMARY KEY("feed","station_id","incarnation","actions_count","access_count","at")
);
--> statement-breakpoint
CREATE TRIGGER city_anchors_no_update BEFORE UPDATE ON city_anchors FOR EACH ROW EXECUTE FUNCTION refuse('LOG-13: anchors are append-only');
--> statement-breakpoint
CREATE TRIGGER city_anchors_no_delete BEFORE DELETE ON city_anchors FOR EACH ROW EXECUTE FUNCTION refuse('LOG-13: anchors are append-only');
--> statement-breakpoint
CREATE TRIGGER city_anchors_no_truncate BEFORE TRUNCATE ON city_anchors FOR EACH STATEMENT EXECUTE FUNCTION refuse('LOG-3: city_anchors is never emptied');
--> statement-breakpoint
CREATE TRIGGER station_anchors_no_update BEFORE UPDATE ON station_anchors FOR EACH ROW EXECUTE FUNCTION refuse('LOG-13: anchors are append-only');
--> statement-breakpoint
CREATE TRIGGER station_anchors_no_delete BEFORE DELETE ON station_anchors FOR EACH ROW EXECUTE FUNCTION refuse('LOG-13: anchors are append-only');
--> statement-breakpoint
CREATE TRIGGER station_anchors_no_truncate BEFORE TRUNCATE ON station_anchors FOR EACH STATEMENT EXECUTE FUNCTION refuse('LOG-3: station_anchors is never emptied');
