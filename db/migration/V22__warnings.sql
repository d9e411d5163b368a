-- What the files of a version name and the version does not hold, found when it was finalized.
alter table version add warnings jsonb;
