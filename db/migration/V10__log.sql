-- The audit log is the stream of events: every entry is one, in the order of its seq. The outbox held
-- a copy of each entry, and nothing ever read it.
drop table event;
