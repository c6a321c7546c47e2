CREATE TABLE "journal_ends" (
	"feed" text COLLATE "C" NOT NULL,
	"journal" text COLLATE "C" NOT NULL,
	"count" bigint NOT NULL,
	"digest" text COLLATE "C" NOT NULL,
	CONSTRAINT "journal_ends_feed_journal_pk" PRIMARY KEY("feed","journal")
);
--> statement-breakpoint
ALTER TABLE "access_log" ADD COLUMN "reason" text COLLATE "C";--> statement-breakpoint
ALTER TABLE "access_log" ADD COLUMN "digest" text COLLATE "C";
--> statement-breakpoint
CREATE FUNCTION refuse_journal_step_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.feed <> OLD.feed OR NEW.journal <> OLD.journal OR NEW.count <= OLD.count THEN
    RAISE EXCEPTION 'LOG-11: the end of a journal only moves forward' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER journal_ends_no_step_back BEFORE UPDATE ON journal_ends FOR EACH ROW EXECUTE FUNCTION refuse_journal_step_back();
--> statement-breakpoint
CREATE TRIGGER journal_ends_no_delete BEFORE DELETE ON journal_ends FOR EACH ROW EXECUTE FUNCTION refuse('LOG-11: the end of a journal only moves forward');
--> statement-breakpoint
CREATE TRIGGER journal_ends_no_truncate BEFORE TRUNCATE ON journal_ends FOR EACH STATEMENT EXECUTE FUNCTION refuse('LOG-3: journal_ends is never emptied');
