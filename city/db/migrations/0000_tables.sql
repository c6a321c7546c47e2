CREATE TABLE "case_mediators" (
	"feed" text COLLATE "C" NOT NULL,
	"seq" bigint NOT NULL,
	"mediator_id" text COLLATE "C" NOT NULL,
	"open" boolean NOT NULL,
	CONSTRAINT "case_mediators_feed_seq_mediator_id_pk" PRIMARY KEY("feed","seq","mediator_id")
);
--> statement-breakpoint
CREATE TABLE "case_search" (
	"feed" text COLLATE "C" NOT NULL,
	"seq" bigint NOT NULL,
	"body" text COLLATE "C" NOT NULL,
	"words" text[] NOT NULL,
	CONSTRAINT "case_search_feed_seq_pk" PRIMARY KEY("feed","seq")
);
--> statement-breakpoint
CREATE TABLE "case_states" (
	"feed" text COLLATE "C" NOT NULL,
	"seq" bigint NOT NULL,
	"state" text COLLATE "C" NOT NULL,
	CONSTRAINT "case_states_feed_seq_pk" PRIMARY KEY("feed","seq")
);
--> statement-breakpoint
CREATE TABLE "cases" (
	"feed" text COLLATE "C" NOT NULL,
	"seq" bigint NOT NULL,
	"id" uuid NOT NULL,
	"case_number" text COLLATE "C" NOT NULL,
	"query_code" text COLLATE "C" NOT NULL,
	"status" text COLLATE "C" NOT NULL,
	"status_rank" integer NOT NULL,
	"open" boolean NOT NULL,
	"parties_text" text COLLATE "C" NOT NULL,
	"initials" text COLLATE "C" NOT NULL,
	"title" text COLLATE "C" NOT NULL,
	"moj_type" text COLLATE "C" NOT NULL,
	"gbt_category" text COLLATE "C" NOT NULL,
	"area_code" text COLLATE "C" NOT NULL,
	"area_name" text COLLATE "C" NOT NULL,
	"street_code" text COLLATE "C" NOT NULL,
	"street_name" text COLLATE "C" NOT NULL,
	"place_code" text COLLATE "C" NOT NULL,
	"place_name" text COLLATE "C" NOT NULL,
	"mediator_ids" text[] NOT NULL,
	"amount_fen" bigint,
	"registered_at" bigint NOT NULL,
	"limit_id" text COLLATE "C",
	"deadline_name" text COLLATE "C",
	"deadline_start_at" bigint,
	"warn_at" bigint,
	"due_at" bigint,
	"provisional" boolean NOT NULL,
	"supervised" boolean NOT NULL,
	"escalated" boolean NOT NULL,
	"sensitive" boolean NOT NULL,
	"risk_level" text COLLATE "C" NOT NULL,
	"last_position" bigint NOT NULL,
	CONSTRAINT "cases_feed_seq_pk" PRIMARY KEY("feed","seq")
);
--> statement-breakpoint
CREATE TABLE "number_counters" (
	"feed" text COLLATE "C" NOT NULL,
	"series" text COLLATE "C" NOT NULL,
	"year" integer NOT NULL,
	"last" integer NOT NULL,
	CONSTRAINT "number_counters_feed_series_year_pk" PRIMARY KEY("feed","series","year")
);
--> statement-breakpoint
CREATE TABLE "last_assigned" (
	"feed" text COLLATE "C" NOT NULL,
	"staff_id" text COLLATE "C" NOT NULL,
	"mediator_ids" text[] NOT NULL,
	CONSTRAINT "last_assigned_feed_staff_id_pk" PRIMARY KEY("feed","staff_id")
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"feed" text COLLATE "C" NOT NULL,
	"staff_id" text COLLATE "C" NOT NULL,
	"account" text COLLATE "C" NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"roles" text[] NOT NULL,
	"phone" text COLLATE "C",
	"active" boolean NOT NULL,
	CONSTRAINT "staff_feed_staff_id_pk" PRIMARY KEY("feed","staff_id")
);
--> statement-breakpoint
CREATE TABLE "files" (
	"feed" text COLLATE "C" NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	"media_type" text COLLATE "C" NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "files_feed_hash_pk" PRIMARY KEY("feed","hash")
);
--> statement-breakpoint
CREATE TABLE "drafts" (
	"feed" text COLLATE "C" NOT NULL,
	"staff_id" text COLLATE "C" NOT NULL,
	"draft_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"case_id" text COLLATE "C",
	"named_case_id" text COLLATE "C",
	"label" text COLLATE "C" NOT NULL,
	"missing" text COLLATE "C" NOT NULL,
	"saved_at" bigint NOT NULL,
	"content" text COLLATE "C" NOT NULL,
	"begun" bigint GENERATED ALWAYS AS IDENTITY (sequence name "drafts_begun_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	CONSTRAINT "drafts_feed_staff_id_draft_id_pk" PRIMARY KEY("feed","staff_id","draft_id")
);
--> statement-breakpoint
CREATE TABLE "import_rows" (
	"feed" text COLLATE "C" NOT NULL,
	"seq" bigint NOT NULL,
	"case_id" uuid NOT NULL,
	"payload" "bytea" NOT NULL,
	"salt" "bytea" NOT NULL,
	CONSTRAINT "import_rows_feed_seq_pk" PRIMARY KEY("feed","seq")
);
--> statement-breakpoint
CREATE TABLE "ledger_views" (
	"feed" text COLLATE "C" NOT NULL,
	"staff_id" text COLLATE "C" NOT NULL,
	"id" text COLLATE "C" NOT NULL,
	"ordinal" integer NOT NULL,
	"name" text COLLATE "C" NOT NULL,
	"filter" text COLLATE "C" NOT NULL,
	"sort" text COLLATE "C" NOT NULL,
	"columns" text COLLATE "C" NOT NULL,
	CONSTRAINT "ledger_views_feed_staff_id_id_pk" PRIMARY KEY("feed","staff_id","id")
);
--> statement-breakpoint
CREATE TABLE "action_headers" (
	"feed" text COLLATE "C" NOT NULL,
	"position" bigint NOT NULL,
	"id" uuid NOT NULL,
	"stream_kind" text COLLATE "C" NOT NULL,
	"stream_id" uuid NOT NULL,
	"stream_sequence" integer NOT NULL,
	"type" text COLLATE "C" NOT NULL,
	"schema_version" integer NOT NULL,
	"actor_id" text COLLATE "C" NOT NULL,
	"station_id" text COLLATE "C" NOT NULL,
	"incarnation" integer NOT NULL,
	"sequence" integer NOT NULL,
	"previous_hash" text COLLATE "C" NOT NULL,
	"payload_hash" text COLLATE "C" NOT NULL,
	"header_hash" text COLLATE "C" NOT NULL,
	"base_revision" integer NOT NULL,
	"device_time" bigint NOT NULL,
	"clock_offset" bigint,
	"algorithms" text COLLATE "C" NOT NULL,
	"received_at" bigint NOT NULL,
	CONSTRAINT "action_headers_feed_position_pk" PRIMARY KEY("feed","position")
);
--> statement-breakpoint
CREATE TABLE "action_payloads" (
	"feed" text COLLATE "C" NOT NULL,
	"position" bigint NOT NULL,
	"payload" "bytea" NOT NULL,
	"salt" "bytea" NOT NULL,
	CONSTRAINT "action_payloads_feed_position_pk" PRIMARY KEY("feed","position")
);
--> statement-breakpoint
CREATE TABLE "chain_heads" (
	"feed" text COLLATE "C" NOT NULL,
	"station_id" text COLLATE "C" NOT NULL,
	"incarnation" integer NOT NULL,
	"sequence" integer NOT NULL,
	"header_hash" text COLLATE "C" NOT NULL,
	CONSTRAINT "chain_heads_feed_station_id_incarnation_pk" PRIMARY KEY("feed","station_id","incarnation")
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"feed" text COLLATE "C" NOT NULL,
	"action_id" uuid NOT NULL,
	"erasure_id" uuid NOT NULL,
	CONSTRAINT "erasures_feed_action_id_pk" PRIMARY KEY("feed","action_id")
);
--> statement-breakpoint
CREATE TABLE "feeds" (
	"feed" text COLLATE "C" PRIMARY KEY NOT NULL,
	"head" bigint DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "projections" (
	"feed" text COLLATE "C" PRIMARY KEY NOT NULL,
	"version" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "server" (
	"only" integer PRIMARY KEY NOT NULL,
	"server_id" text COLLATE "C" NOT NULL,
	"epoch" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "streams" (
	"feed" text COLLATE "C" NOT NULL,
	"stream_kind" text COLLATE "C" NOT NULL,
	"stream_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"first_position" bigint NOT NULL,
	CONSTRAINT "streams_feed_stream_kind_stream_id_pk" PRIMARY KEY("feed","stream_kind","stream_id")
);
--> statement-breakpoint
CREATE TABLE "access_log" (
	"feed" text COLLATE "C" NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "access_log_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" bigint NOT NULL,
	"staff_id" text COLLATE "C" NOT NULL,
	"kind" text COLLATE "C" NOT NULL,
	"subject" text COLLATE "C" NOT NULL,
	CONSTRAINT "access_log_feed_position_pk" PRIMARY KEY("feed","position")
);
--> statement-breakpoint
CREATE TABLE "passwords" (
	"feed" text COLLATE "C" NOT NULL,
	"staff_id" text COLLATE "C" NOT NULL,
	"hash" text COLLATE "C" NOT NULL,
	CONSTRAINT "passwords_feed_staff_id_pk" PRIMARY KEY("feed","staff_id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"feed" text COLLATE "C" NOT NULL,
	"token_hash" text COLLATE "C" NOT NULL,
	"staff_id" text COLLATE "C" NOT NULL,
	"desk" text COLLATE "C" NOT NULL,
	"started_at" bigint NOT NULL,
	"last_seen_at" bigint NOT NULL,
	CONSTRAINT "sessions_feed_token_hash_pk" PRIMARY KEY("feed","token_hash")
);
--> statement-breakpoint
CREATE TABLE "center_settings" (
	"feed" text COLLATE "C" NOT NULL,
	"center_id" text COLLATE "C" NOT NULL,
	"revision" integer NOT NULL,
	"settings" text COLLATE "C" NOT NULL,
	CONSTRAINT "center_settings_feed_center_id_pk" PRIMARY KEY("feed","center_id")
);
--> statement-breakpoint
CREATE INDEX "case_mediators_mediator" ON "case_mediators" USING btree ("feed","mediator_id","open","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "cases_id" ON "cases" USING btree ("feed","id");--> statement-breakpoint
CREATE INDEX "cases_case_number" ON "cases" USING btree ("feed","case_number");--> statement-breakpoint
CREATE INDEX "cases_query_code" ON "cases" USING btree ("feed","query_code");--> statement-breakpoint
CREATE INDEX "cases_registered_at" ON "cases" USING btree ("feed","registered_at","seq");--> statement-breakpoint
CREATE INDEX "cases_status" ON "cases" USING btree ("feed","status_rank","due_at","amount_fen");--> statement-breakpoint
CREATE INDEX "cases_moj_type" ON "cases" USING btree ("feed","moj_type","seq");--> statement-breakpoint
CREATE INDEX "cases_place" ON "cases" USING btree ("feed","place_code","seq");--> statement-breakpoint
CREATE INDEX "cases_amount" ON "cases" USING btree ("feed","amount_fen","seq");--> statement-breakpoint
CREATE INDEX "cases_due_at" ON "cases" USING btree ("feed","due_at","seq");--> statement-breakpoint
CREATE INDEX "cases_supervised" ON "cases" USING btree ("feed","seq") WHERE supervised;--> statement-breakpoint
CREATE INDEX "cases_escalated" ON "cases" USING btree ("feed","seq") WHERE escalated;--> statement-breakpoint
CREATE INDEX "cases_sensitive" ON "cases" USING btree ("feed","seq") WHERE sensitive;--> statement-breakpoint
CREATE UNIQUE INDEX "staff_account" ON "staff" USING btree ("feed","account");--> statement-breakpoint
CREATE INDEX "import_rows_case" ON "import_rows" USING btree ("feed","case_id");--> statement-breakpoint
CREATE UNIQUE INDEX "action_headers_id" ON "action_headers" USING btree ("feed","id");--> statement-breakpoint
CREATE UNIQUE INDEX "action_headers_chain" ON "action_headers" USING btree ("feed","station_id","incarnation","sequence");--> statement-breakpoint
CREATE INDEX "action_headers_stream" ON "action_headers" USING btree ("feed","stream_kind","stream_id","stream_sequence");--> statement-breakpoint
CREATE INDEX "action_headers_device_time" ON "action_headers" USING btree ("feed","device_time");--> statement-breakpoint
CREATE INDEX "sessions_staff" ON "sessions" USING btree ("feed","staff_id");