CREATE TABLE "room_entries" (
	"feed" text COLLATE "C" NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"room_id" uuid NOT NULL,
	"seat_id" uuid NOT NULL,
	"entered_at" bigint NOT NULL,
	CONSTRAINT "room_entries_feed_hash_pk" PRIMARY KEY("feed","hash")
);
--> statement-breakpoint
CREATE TABLE "room_events" (
	"feed" text COLLATE "C" NOT NULL,
	"room_id" uuid NOT NULL,
	"seq" integer NOT NULL,
	"seat_id" uuid,
	"client_id" uuid NOT NULL,
	"at" bigint NOT NULL,
	"post" text COLLATE "C" NOT NULL,
	CONSTRAINT "room_events_feed_room_id_seq_pk" PRIMARY KEY("feed","room_id","seq")
);
--> statement-breakpoint
CREATE TABLE "room_photos" (
	"feed" text COLLATE "C" NOT NULL,
	"room_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"seat_id" uuid NOT NULL,
	"media_type" text COLLATE "C" NOT NULL,
	"content" "bytea" NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "room_photos_feed_room_id_id_pk" PRIMARY KEY("feed","room_id","id")
);
--> statement-breakpoint
CREATE TABLE "room_seats" (
	"feed" text COLLATE "C" NOT NULL,
	"room_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"ordinal" integer NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"person_id" uuid,
	"name" text COLLATE "C" NOT NULL,
	"agent_name" text COLLATE "C",
	"identity" text COLLATE "C",
	"phone" text COLLATE "C" NOT NULL,
	"token_hash" text COLLATE "C",
	"sent_at" bigint,
	"seen_at" bigint,
	CONSTRAINT "room_seats_feed_room_id_id_pk" PRIMARY KEY("feed","room_id","id")
);
--> statement-breakpoint
CREATE TABLE "rooms" (
	"feed" text COLLATE "C" NOT NULL,
	"id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"center_name" text COLLATE "C" NOT NULL,
	"starts_at" bigint NOT NULL,
	"closes_at" bigint NOT NULL,
	"video_url" text COLLATE "C",
	"head" integer DEFAULT 0 NOT NULL,
	"ended_at" bigint,
	"told_at" bigint,
	CONSTRAINT "rooms_feed_id_pk" PRIMARY KEY("feed","id")
);
--> statement-breakpoint
CREATE INDEX "room_entries_room" ON "room_entries" USING btree ("feed","room_id");--> statement-breakpoint
CREATE UNIQUE INDEX "room_events_client" ON "room_events" USING btree ("feed","room_id","client_id");--> statement-breakpoint
CREATE UNIQUE INDEX "room_seats_token" ON "room_seats" USING btree ("feed","token_hash");--> statement-breakpoint
CREATE INDEX "rooms_case" ON "rooms" USING btree ("feed","case_id");--> statement-breakpoint
CREATE INDEX "rooms_closes_at" ON "rooms" USING btree ("feed","closes_at");--> statement-breakpoint
CREATE INDEX "action_headers_rooms" ON "action_headers" USING btree ("feed","id") WHERE type = 'room.opened';--> statement-breakpoint
CREATE TRIGGER room_events_no_update BEFORE UPDATE ON room_events FOR EACH ROW EXECUTE FUNCTION refuse('What was said in a room is never changed');
