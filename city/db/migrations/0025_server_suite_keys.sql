CREATE TABLE "server_suite_keys" (
	"algorithm" text COLLATE "C" PRIMARY KEY NOT NULL,
	"private_key" text COLLATE "C" NOT NULL,
	"public_key" text COLLATE "C" NOT NULL
);
