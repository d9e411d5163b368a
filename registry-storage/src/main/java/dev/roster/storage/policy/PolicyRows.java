package dev.roster.storage.policy;

import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.page.Position;
import dev.roster.core.policy.Policy;
import dev.roster.core.policy.PolicyDocument;
import dev.roster.core.policy.PolicyStore;
import dev.roster.storage.json.JsonColumn;
import dev.roster.storage.lock.Lock;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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

  static PolicyDocument document(ResultSet row) throws SQLException {
    return Objects.requireNonNull(JsonColumn.read(row.getString("document"), PolicyDocument.class));
  }
}
