-- I1, second line, for what a version says of itself: the first is the use case that refuses with
-- version_immutable. Files have a guard of their own.
create function version_guard() returns trigger language plpgsql as $$
begin
  raise exception 'version % is final: what its manifest holds is immutable', old.id
    using errcode = 'integrity_constraint_violation';
end $$;
create trigger version_guard
  before update of model_id, number, digest, manifest, artifact_count, size, framework, signature,
    lineage, hyperparameters on version
  for each row when (old.digest is not null and (
    (new.model_id, new.number, new.digest, new.manifest, new.artifact_count, new.size,
        new.framework, new.signature, new.lineage, new.hyperparameters::text)
      is distinct from
    (old.model_id, old.number, old.digest, old.manifest, old.artifact_count, old.size,
        old.framework, old.signature, old.lineage, old.hyperparameters::text)))
  execute function version_guard();
