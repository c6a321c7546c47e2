CREATE TABLE "readmissions" (
	"feed" text COLLATE "C" NOT NULL,
	"position" bigint NOT NULL,
	"brought_by" text COLLATE "C" NOT NULL,
	"old_epoch" text COLLATE "C" NOT NULL,
	"old_position" bigint NOT NULL,
	"old_sequence" integer NOT NULL,
	CONSTRAINT "readmissions_feed_position_pk" PRIMARY KEY("feed","position")
);
--> statement-breakpoint
DROP INDEX "action_headers_chain";--> statement-breakpoint
ALTER TABLE "server" ADD COLUMN "stream_floor" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "action_headers_chain" ON "action_headers" USING btree ("feed","station_id","incarnation","sequence");--> statement-breakpoint
CREATE TRIGGER readmissions_no_update BEFORE UPDATE ON readmissions FOR EACH ROW EXECUTE FUNCTION refuse('SYNC-11: what came back is never changed');
--> statement-breakpoint
CREATE TRIGGER readmissions_no_delete BEFORE DELETE ON readmissions FOR EACH ROW EXECUTE FUNCTION refuse('SYNC-11: what came back is never forgotten');
--> statement-breakpoint
CREATE TRIGGER readmissions_no_truncate BEFORE TRUNCATE ON readmissions FOR EACH STATEMENT EXECUTE FUNCTION refuse('LOG-3: readmissions is never emptied');
