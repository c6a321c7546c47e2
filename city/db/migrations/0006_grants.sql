CREATE TABLE "stream_grants" (
	"feed" text COLLATE "C" NOT NULL,
	"stream_kind" text COLLATE "C" NOT NULL,
	"stream_id" uuid NOT NULL,
	"station_id" text COLLATE "C" NOT NULL,
	"up_to" bigint NOT NULL,
	"ended_at" bigint,
	CONSTRAINT "stream_grants_feed_stream_kind_stream_id_station_id_pk" PRIMARY KEY("feed","stream_kind","stream_id","station_id")
);
--> statement-breakpoint
CREATE INDEX "stream_grants_station" ON "stream_grants" USING btree ("feed","station_id");