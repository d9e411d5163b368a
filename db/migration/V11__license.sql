-- The license of a version, as SPDX writes it: it can change, has a history, and is searched.

alter table version add column license text collate "C";
create index version_by_license on version (license, created_at, id) where license is not null;

alter table history drop constraint history_fact_check;
alter table history add constraint history_fact_check
  check (fact in
    ('name', 'owner', 'description', 'label', 'license', 'tags', 'stage', 'alias', 'deleted'));
