package dev.roster.storage.policy;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.page.Position;
import dev.roster.core.policy.GateFacts;
import dev.roster.core.policy.Policy;
import dev.roster.core.policy.PolicyDocument;
import dev.roster.core.policy.PolicyInForce;
import dev.roster.core.policy.PolicyStore;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.reference.Visibility;
import dev.roster.storage.access.Visible;
import dev.roster.storage.json.JsonColumn;
import dev.roster.storage.lock.Lock;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class PolicyRows implements PolicyStore {
  private static final String SELECT =
      """
      select p.id, p.name, p.revision, r.document, r.at, r.actor, array(
        select prefix from policy_prefix x where x.policy_id = p.id and x.until is null
        order by prefix) as prefixes
      from policy p join policy_revision r on r.policy_id = p.id and r.revision = p.revision
      where p.deleted_at is null
      """;

  /** The advisory lock of all prefixes: "prefixes" in ASCII. */
  private static final long PREFIXES = 0x7072656669786573L;

  private final JdbcClient jdbc;

  PolicyRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Policy> find(String name) {
    return jdbc.sql(SELECT + "and p.name = :name")
        .param("name", name)
        .query(PolicyRows::policy)
        .optional();
  }

  /** Locks first and then reads, so that the prefixes and the document are those of the row. */
  @Override
  public Optional<Policy> lock(String name) {
    Optional<Long> id =
        jdbc.sql("select id from policy where name = :name and deleted_at is null for update")
            .param("name", name)
            .query(Long.class)
            .optional();
    assert id.stream().allMatch(Lock.POLICY::isNext) : "lock order: " + name;
    return id.isEmpty() ? Optional.empty() : find(name);
  }

  @Override
  public Page<Policy> list(PageRequest page) {
    Position after = page.after();
    List<Policy> rows =
        jdbc.sql(
                SELECT
                    + "and (:after::text is null or p.name collate \"C\" > :after)"
                    + " order by p.name collate \"C\" limit :fetch")
            .param("after", after == null ? null : after.text(0))
            .param("fetch", page.fetch())
            .query(PolicyRows::policy)
            .list();
    return Page.of(rows, page.limit(), policy -> Position.of(policy.name()));
  }

  @Override
  public int count() {
    return jdbc.sql("select count(*) from policy where deleted_at is null")
        .query(Integer.class)
        .single();
  }

  @Override
  public boolean insert(String name, PolicyDocument document, String by, Instant at) {
    Optional<Long> id =
        jdbc.sql(
                """
                insert into policy (name, revision, created_at) values (:name, 1, :at)
                on conflict (name) where deleted_at is null do nothing returning id
                """)
            .param("name", name)
            .param("at", InstantColumn.write(at))
            .query(Long.class)
            .optional();
    id.ifPresent(policy -> insert(policy, 1, document, by, at));
    return id.isPresent();
  }

  @Override
  public void revise(Policy policy, PolicyDocument document, String by, Instant at) {
    int revision = policy.revision() + 1;
    jdbc.sql("update policy set revision = :revision where id = :id")
        .param("revision", revision)
        .param("id", policy.id())
        .update();
    insert(policy.id(), revision, document, by, at);
  }

  private void insert(long policy, int revision, PolicyDocument document, String by, Instant at) {
    jdbc.sql(
            """
            insert into policy_revision (policy_id, revision, document, at, actor)
            values (:policy, :revision, :document::jsonb, :at, :by)
            """)
        .param("policy", policy)
        .param("revision", revision)
        .param("document", JsonColumn.write(document))
        .param("at", InstantColumn.write(at))
        .param("by", by)
        .update();
  }

  @Override
  public void delete(Policy policy, Instant at) {
    jdbc.sql("update policy set deleted_at = :at where id = :id")
        .param("at", InstantColumn.write(at))
        .param("id", policy.id())
        .update();
  }

  @Override
  public List<String> boundTo(Policy policy, int limit) {
    return jdbc.sql(
            """
            select m.name from model m
            where m.purged_at is null
              and m.id in (select model_id from model_policy where policy_id = :policy)
              and :policy = (
                select b.policy_id from model_policy b where b.model_id = m.id
                order by b.seq desc limit 1)
            order by m.name limit :limit
            """)
        .param("policy", policy.id())
        .param("limit", limit)
        .query(String.class)
        .list();
  }

  @Override
  public Optional<String> holderOf(String prefix) {
    return jdbc.sql(
            """
            select p.name from policy_prefix x join policy p on p.id = x.policy_id
            where lower(x.prefix) = lower(:prefix) and x.until is null
            """)
        .param("prefix", prefix)
        .query(String.class)
        .optional();
  }

  @Override
  public void lockPrefixes() {
    lockPrefixes("pg_advisory_xact_lock");
  }

  @Override
  public void lockPrefixesForShare() {
    lockPrefixes("pg_advisory_xact_lock_shared");
  }

  private void lockPrefixes(String function) {
    jdbc.sql("select 1 from %s(:lock)".formatted(function))
        .param("lock", PREFIXES)
        .query(Integer.class)
        .single();
  }

  @Override
  public void replacePrefixes(Policy policy, List<String> prefixes, Instant at) {
    jdbc.sql(
            """
            update policy_prefix set until = :at
            where policy_id = :policy and until is null and prefix <> all(:prefixes)
            """)
        .param("at", InstantColumn.write(at))
        .param("policy", policy.id())
        .param("prefixes", prefixes.toArray(String[]::new))
        .update();
    jdbc.sql(
            """
            insert into policy_prefix (policy_id, prefix, since)
            select :policy, prefix, :at from unnest(:prefixes) as given (prefix)
            on conflict (lower(prefix)) where until is null do nothing
            """)
        .param("at", InstantColumn.write(at))
        .param("policy", policy.id())
        .param("prefixes", prefixes.toArray(String[]::new))
        .update();
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
                        document(row))))
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

  @Override
  public GateFacts.Observed observed(VersionRef version) {
    return jdbc.sql(
            """
            select exists (select from baseline where version_id = :version) as has_baseline,
              coalesce((
                select lower(o.alarm ->> 'state') from monitor o
                where o.model_id = :model and o.judged_version = :number and o.deleted_at is null
                order by array_position(array['firing', 'error', 'pending', 'recovering',
                  'insufficient_data', 'ok'], lower(o.alarm ->> 'state')) limit 1), '') as drift,
              (select count(*) from incident i join monitor o on o.id = i.monitor_id
                where o.model_id = :model and i.version = :number and i.closed_at is null) as open
            """)
        .param("version", version.id())
        .param("model", version.model().id())
        .param("number", version.number())
        .query(
            (row, n) ->
                new GateFacts.Observed(
                    row.getBoolean("has_baseline"), row.getString("drift"), row.getLong("open")))
        .single();
  }

  @Override
  public List<VersionRef> newestInStaging(String prefix, Visibility visibility, int limit) {
    return jdbc.sql(
            """
            select m.id as model_id, m.name, v.id, v.number
            from model m cross join lateral (
              select id, number from version
              where model_id = m.id and stage = 'staging' and deleted_at is null
              order by staged_at desc, number desc limit 1) v
            where m.deleted_at is null and starts_with(lower(m.name), lower(:prefix)) and %s
            order by m.name collate "C" limit :limit
            """
                .formatted(Visible.MODEL_M))
        .params(Visible.params(visibility))
        .param("prefix", prefix)
        .param("limit", limit)
        .query(
            (row, n) ->
                new VersionRef(
                    row.getLong("id"),
                    new ModelRef(row.getLong("model_id"), new ModelName(row.getString("name"))),
                    row.getInt("number")))
        .list();
  }

  private static Policy policy(ResultSet row, int n) throws SQLException {
    return new Policy(
        row.getLong("id"),
        row.getString("name"),
        row.getInt("revision"),
        document(row),
        List.of((String[]) row.getArray("prefixes").getArray()),
        InstantColumn.read(row, "at"),
        row.getString("actor"));
  }

  private static PolicyDocument document(ResultSet row) throws SQLException {
    return Objects.requireNonNull(JsonColumn.read(row.getString("document"), PolicyDocument.class));
  }
}
