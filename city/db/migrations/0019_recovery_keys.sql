CREATE TABLE "recovery_keys" (
	"feed" text COLLATE "C" NOT NULL,
	"station_id" text COLLATE "C" NOT NULL,
	"key_id" text COLLATE "C" NOT NULL,
	"sealed" text COLLATE "C" NOT NULL,
	"kept_at" bigint NOT NULL,
	"given_at" bigint,
	"given_to" text COLLATE "C",
	CONSTRAINT "recovery_keys_feed_station_id_key_id_pk" PRIMARY KEY("feed","station_id","key_id")
);
