CREATE TABLE "number_blocks" (
	"feed" text COLLATE "C" NOT NULL,
	"center_id" uuid NOT NULL,
	"series" text COLLATE "C" NOT NULL,
	"year" integer NOT NULL,
	"first" integer NOT NULL,
	"last" integer NOT NULL,
	"station_id" text COLLATE "C" NOT NULL,
	"incarnation" integer NOT NULL,
	"reserved_at" bigint NOT NULL,
	CONSTRAINT "number_blocks_feed_center_id_series_year_first_pk" PRIMARY KEY("feed","center_id","series","year","first")
);
--> statement-breakpoint
CREATE TABLE "number_segments" (
	"feed" text COLLATE "C" NOT NULL,
	"center_id" uuid NOT NULL,
	"segment" text COLLATE "C" NOT NULL,
	"station_id" text COLLATE "C" NOT NULL,
	"incarnation" integer NOT NULL,
	CONSTRAINT "number_segments_feed_center_id_segment_pk" PRIMARY KEY("feed","center_id","segment")
);
--> statement-breakpoint
CREATE TABLE "number_series" (
	"feed" text COLLATE "C" NOT NULL,
	"center_id" uuid NOT NULL,
	"series" text COLLATE "C" NOT NULL,
	"year" integer NOT NULL,
	"last" integer NOT NULL,
	"epoch" text COLLATE "C" NOT NULL,
	CONSTRAINT "number_series_feed_center_id_series_year_pk" PRIMARY KEY("feed","center_id","series","year")
);
--> statement-breakpoint
CREATE UNIQUE INDEX "number_segments_life" ON "number_segments" USING btree ("feed","center_id","station_id","incarnation");--> statement-breakpoint
CREATE TRIGGER number_blocks_no_update BEFORE UPDATE ON number_blocks FOR EACH ROW EXECUTE FUNCTION refuse('SYNC-15: a block is never given twice');
--> statement-breakpoint
CREATE TRIGGER number_blocks_no_delete BEFORE DELETE ON number_blocks FOR EACH ROW EXECUTE FUNCTION refuse('SYNC-15: a block is never given twice');
--> statement-breakpoint
CREATE TRIGGER number_blocks_no_truncate BEFORE TRUNCATE ON number_blocks FOR EACH STATEMENT EXECUTE FUNCTION refuse('SYNC-15: number_blocks is never emptied');
