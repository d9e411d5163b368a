package dev.roster.storage.policy;

import dev.roster.core.policy.Policy;
import dev.roster.core.policy.PolicyDocument;
import dev.roster.core.policy.PolicyInForce;
import dev.roster.core.policy.PolicyInForceStore;
import dev.roster.core.reference.ModelRef;
import dev.roster.storage.json.JsonColumn;
import dev.roster.storage.lock.Lock;
import dev.roster.storage.time.InstantColumn;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class PolicyInForceRows implements PolicyInForceStore {
  private final JdbcClient jdbc;

  PolicyInForceRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A policy in force with the id of its row; null for a document of the model's own. */
  private record Found(@Nullable Long id, PolicyInForce policy) {}

  @Override
  public Optional<PolicyInForce> inForce(ModelRef model, @Nullable Instant at) {
    return found(model, at).map(Found::policy);
  }

  private Optional<Found> found(ModelRef model, @Nullable Instant at) {
    return jdbc.sql(
            """
            with bound as (
              select policy_id, document, revision from model_policy
              where model_id = :model and at <= :at::timestamptz order by seq desc limit 1),
            own as (select * from bound where policy_id is not null or document is not null),
            by_prefix as (
              select policy_id from policy_prefix
              where since <= :at::timestamptz and (until is null or until > :at::timestamptz)
                and starts_with(lower(:name), lower(prefix)) and not exists (select from own)
              order by length(prefix) desc limit 1),
            chosen as (
              select policy_id, document, revision, true as own from own
              union all
              select policy_id, null, null, false from by_prefix)
            select c.policy_id, p.name, c.own, coalesce(c.document, r.document) as document,
              coalesce(c.revision, r.revision) as revision
            from chosen c left join policy p on p.id = c.policy_id
            left join lateral (
              select document, revision from policy_revision
              where policy_id = c.policy_id and at <= :at::timestamptz
              order by revision desc limit 1) r on true
            """)
        .param("model", model.id())
        .param("name", model.name().text())
        .param("at", at == null ? "infinity" : at.toString())
        .query(
            (row, n) ->
                new Found(
                    row.getObject("policy_id", Long.class),
                    new PolicyInForce(
                        row.getString("name"),
                        row.getInt("revision"),
                        row.getBoolean("own"),
                        PolicyRows.document(row))))
        .optional();
  }

  @Override
  public Optional<PolicyInForce> lockInForce(ModelRef model) {
    Optional<Found> found = found(model, null);
    if (found.isEmpty() || found.get().id() == null) return found.map(Found::policy);
    long id = found.get().id();
    assert Lock.POLICY.isNext(id) : "lock order: " + found;
    int revision =
        jdbc.sql("select revision from policy where id = :id for share")
            .param("id", id)
            .query(Integer.class)
            .single();
    boolean asRead = Objects.equals(found.get().policy().revision(), revision);
    return asRead ? found.map(Found::policy) : inForce(model, null);
  }

  @Override
  public void bind(ModelRef model, Policy policy, String by, Instant at) {
    bind(model, policy.id(), null, null, by, at);
  }

  @Override
  public void bind(ModelRef model, PolicyDocument own, int revision, String by, Instant at) {
    bind(model, null, own, revision, by, at);
  }

  @Override
  public void unbind(ModelRef model, String by, Instant at) {
    bind(model, null, null, null, by, at);
  }

  private void bind(
      ModelRef model,
      @Nullable Long policy,
      @Nullable PolicyDocument own,
      @Nullable Integer revision,
      String by,
      Instant at) {
    jdbc.sql(
            """
            insert into model_policy (model_id, policy_id, document, revision, at, actor)
            values (:model, :policy, :document::jsonb, :revision, :at, :by)
            """)
        .param("model", model.id())
        .param("policy", policy)
        .param("document", JsonColumn.write(own))
        .param("revision", revision)
        .param("at", InstantColumn.write(at))
        .param("by", by)
        .update();
  }

  @Override
  public int lastOwnRevision(ModelRef model) {
    return jdbc.sql("select coalesce(max(revision), 0) from model_policy where model_id = :model")
        .param("model", model.id())
        .query(Integer.class)
        .single();
  }
}
