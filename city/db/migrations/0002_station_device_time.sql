DROP INDEX "action_headers_device_time";--> statement-breakpoint
CREATE INDEX "action_headers_device_time" ON "action_headers" USING btree ("feed","station_id","device_time");