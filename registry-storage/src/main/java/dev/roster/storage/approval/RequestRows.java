package dev.roster.storage.approval;

import dev.roster.core.access.Permission;
import dev.roster.core.access.Principal;
import dev.roster.core.approval.Approval;
import dev.roster.core.approval.Request;
import dev.roster.core.approval.RequestFilter;
import dev.roster.core.approval.RequestStore;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.storage.access.Visible;
import dev.roster.storage.json.JsonColumn;
import dev.roster.storage.lock.Lock;
import dev.roster.storage.page.Numbered;
import dev.roster.storage.plan.RepeatedQueries;
import dev.roster.storage.time.InstantColumn;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class RequestRows implements RequestStore {
  private final JdbcClient jdbc;

  RequestRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void insert(Request request) {
    jdbc.sql(
            """
            insert into request (id, kind, version_id, from_stage, to_stage, reason, execution,
              actor, principal, token_id, at, digest, policy, policy_revision, policy_own, needed,
              not_author, evidence, expires_at)
            values (:id, :kind, :version, :from, :to, :reason, :execution, :by, :principal, :token,
              :at, :digest, :policy, :revision, :own, :needed, :notAuthor, :evidence::jsonb,
              :expires)
            """)
        .param("id", request.id())
        .param("kind", request.kind().wire())
        .param("version", request.version().id())
        .param("from", request.from().wire())
        .param("to", request.to().wire())
        .param("reason", request.reason())
        .param("execution", request.execution().wire())
        .param("by", request.by().name())
        .param("principal", request.by().principal())
        .param("token", request.by().tokenId())
        .param("at", InstantColumn.write(request.at()))
        .param("digest", request.digest())
        .param("policy", request.policy().policy())
        .param("revision", request.policy().revision())
        .param("own", request.policy().own())
        .param("needed", request.needed())
        .param("notAuthor", request.notAuthor())
        .param("evidence", JsonColumn.write(request.evidence()))
        .param("expires", InstantColumn.writeNullable(request.expiresAt()))
        .update();
  }

  @Override
  public int count(VersionRef version) {
    return jdbc.sql("select count(*) from request where version_id = :version")
        .param("version", version.id())
        .query(Integer.class)
        .single();
  }

  private JdbcClient.StatementSpec select(String where, Instant now) {
    return jdbc.sql(RequestRow.SELECT.formatted(where) + " order by r.seq")
        .params(Rights.PARAMS)
        .param("now", InstantColumn.write(now));
  }

  @Override
  public Optional<Request> find(UUID id, Instant now) {
    return select("r.id = :id", now).param("id", id).query(RequestRow::read).optional();
  }

  @Override
  public Optional<ModelRef> modelOf(UUID id) {
    return jdbc.sql(
            """
            select m.id, m.name from request r join version v on v.id = r.version_id
            join model m on m.id = v.model_id where r.id = :id
            """)
        .param("id", id)
        .query((row, n) -> new ModelRef(row.getLong("id"), new ModelName(row.getString("name"))))
        .optional();
  }

  @Override
  public Optional<Request> open(VersionRef version, Stage to, Instant now) {
    return select(
            """
            r.version_id = :version and r.to_stage = :to and r.kind = 'transition'
              and r.closed_at is null
            """,
            now)
        .param("version", version.id())
        .param("to", to.wire())
        .query(RequestRow::read)
        .optional();
  }

  @Override
  public Optional<Request> lock(UUID id, Instant now) {
    return lock("r.id = :id", Map.of("id", id), now).stream().findFirst();
  }

  @Override
  public List<Request> lockOpen(Collection<VersionRef> versions, Instant now) {
    Long[] ids = versions.stream().map(VersionRef::id).toArray(Long[]::new);
    return lockOpen("r.version_id = any(:versions)", Map.of("versions", ids), now);
  }

  @Override
  public List<Request> lockOpen(ModelRef model, Instant now) {
    return lockOpen(
        "r.version_id in (select id from version where model_id = :model)",
        Map.of("model", model.id()),
        now);
  }

  @Override
  public List<Request> lockOpen(String policy, Instant now) {
    return lockOpen("r.policy = :policy", Map.of("policy", policy), now);
  }

  @Override
  public List<Request> lockOpenByPrefix(Collection<String> prefixes, Instant now) {
    return lockOpen(
        """
        exists (
          select from version v join model m on m.id = v.model_id
          join unnest(:prefixes) p on starts_with(lower(m.name), lower(p))
          where v.id = r.version_id)
        """,
        Map.of("prefixes", prefixes.toArray(String[]::new)),
        now);
  }

  private List<Request> lockOpen(String where, Map<String, ?> params, Instant now) {
    return lock(where + " and r.closed_at is null and r.kind = 'transition'", params, now);
  }

  /** Locks first and then reads, so that what is read is of the time after the wait. */
  private List<Request> lock(String where, Map<String, ?> params, Instant now) {
    record Locked(UUID id, long seq) {}
    List<Locked> locked =
        jdbc.sql(
                "select r.id, r.seq from request r where %s order by r.seq for no key update of r"
                    .formatted(where))
            .params(params)
            .query((row, n) -> new Locked(row.getObject("id", UUID.class), row.getLong("seq")))
            .list();
    assert locked.stream().allMatch(row -> Lock.REQUEST.isNext(row.seq()))
        : "lock order: " + locked;
    if (locked.isEmpty()) return List.of();
    return select("r.id = any(:ids)", now)
        .param("ids", locked.stream().map(Locked::id).toArray(UUID[]::new))
        .query(RequestRow::read)
        .list();
  }

  @Override
  public List<UUID> expired(Instant now, int limit) {
    return jdbc.sql(
            """
            select id from request where closed_at is null and expires_at <= :now
            order by seq limit :limit
            """)
        .param("now", InstantColumn.write(now))
        .param("limit", limit)
        .query(UUID.class)
        .list();
  }

  @Override
  public void close(Request closed) {
    jdbc.sql(
            """
            with counted as (
              update approval a set counted = %s
              from request r join version v on v.id = r.version_id join model m on m.id = v.model_id
              where r.id = :id and a.request_id = r.id and a.withdrawn_at is null)
            update request set state = :state, closed_at = :at, closed_by = :by, detail = :detail,
              evidence = :evidence::jsonb
            where id = :id
            """
                .formatted(Rights.COUNTS))
        .params(Rights.PARAMS)
        .param("id", closed.id())
        .param("state", closed.state().wire())
        .param("at", InstantColumn.writeNullable(closed.closedAt()))
        .param("by", closed.closedBy())
        .param("detail", closed.detail())
        .param("evidence", JsonColumn.write(closed.evidence()))
        .update();
  }

  @Override
  public Page<Request> list(RequestFilter filter, Instant now, PageRequest page) {
    String where =
        Visible.MODEL_M
            + """
             and m.deleted_at is null
              and (:model::bigint is null or m.id = :model)
              and (:after::bigint is null or r.seq < :after)
            """
            + (filter.mine() ? " and " + Duties.REQUESTER : "")
            + (filter.decidable() ? " and r.closed_at is null and not " + Duties.BARRED : "")
            + (filter.state() == Request.State.PENDING ? " and r.closed_at is null" : "");
    Permission permission = filter.decidable() ? Permission.APPROVE : Permission.READ;
    List<Numbered<Request>> rows =
        jdbc.sql(
                RequestRow.SELECT.formatted(where)
                    + """
                     where (:state::text is null or r.shown = :state)
                      and (not :decidable or r.shown <> 'expired')
                    order by r.seq desc limit :fetch
                    """)
            .params(Rights.PARAMS)
            .params(Visible.params(filter.reader().visibility(permission)))
            .params(Duties.params(filter.reader()))
            .param("now", InstantColumn.write(now))
            .param("model", filter.modelId())
            .param("state", filter.state() == null ? null : filter.state().wire())
            .param("decidable", filter.decidable())
            .param("after", Numbered.after(page))
            .param("fetch", page.fetch())
            .query((row, n) -> new Numbered<>(row.getLong("seq"), RequestRow.read(row, n)))
            .list();
    RepeatedQueries.planOnce(jdbc); // the caller judges each of them
    return Numbered.page(rows, page);
  }

  @Override
  public Bars bars(Request request, Principal by) {
    return jdbc.sql(
            """
            select %s as requester, %s as author, %s as uploader, %s as decided
            from request r join version v on v.id = r.version_id join model m on m.id = v.model_id
            where r.id = :id
            """
                .formatted(Duties.REQUESTER, Duties.AUTHOR, Duties.UPLOADER, Duties.DECIDED))
        .params(Rights.PARAMS)
        .params(Duties.params(by))
        .param("id", request.id())
        .query(
            (row, n) ->
                new Bars(
                    row.getBoolean("requester"),
                    row.getBoolean("author"),
                    row.getBoolean("uploader"),
                    row.getBoolean("decided")))
        .single();
  }

  @Override
  public boolean isOf(Request request, Principal by) {
    return jdbc.sql("select %s from request r where r.id = :id".formatted(Duties.REQUESTER))
        .params(Duties.params(by))
        .param("id", request.id())
        .query(Boolean.class)
        .single();
  }

  @Override
  public int countApprovals(Request request) {
    return jdbc.sql("select count(*) from approval where request_id = :request")
        .param("request", request.id())
        .query(Integer.class)
        .single();
  }

  @Override
  public void insert(Request request, Approval approval, Principal by) {
    jdbc.sql(
            """
            insert into approval (id, request_id, decision, reason, actor, principal, token_id, at,
              digest, policy_revision)
            values (:id, :request, :decision, :reason, :by, :principal, :token, :at, :digest,
              :revision)
            """)
        .param("id", approval.id())
        .param("request", request.id())
        .param("decision", approval.decision().wire())
        .param("reason", approval.reason())
        .param("by", by.name())
        .param("principal", by.id())
        .param("token", by.tokenId())
        .param("at", InstantColumn.write(approval.at()))
        .param("digest", request.digest())
        .param("revision", request.policy().revision())
        .update();
  }

  @Override
  public Optional<Boolean> isOwn(Request request, UUID approval, Principal by) {
    return jdbc.sql(
            """
            select principal = :principal or name_key(actor) = name_key(:name) from approval
            where id = :id and request_id = :request and withdrawn_at is null
            """)
        .params(Duties.params(by))
        .param("id", approval)
        .param("request", request.id())
        .query(Boolean.class)
        .optional();
  }

  @Override
  public void withdraw(Request request, UUID approval, Instant at) {
    jdbc.sql(
            """
            update approval set withdrawn_at = :at
            where id = :id and request_id = :request and withdrawn_at is null
            """)
        .param("at", InstantColumn.write(at))
        .param("id", approval)
        .param("request", request.id())
        .update();
  }
}
