CREATE UNLOGGED TABLE "used_nonces" (
	"feed" text COLLATE "C" NOT NULL,
	"station_id" text COLLATE "C" NOT NULL,
	"nonce" text COLLATE "C" NOT NULL,
	"used_at" bigint NOT NULL,
	CONSTRAINT "used_nonces_feed_station_id_nonce_pk" PRIMARY KEY("feed","station_id","nonce")
);
