package dev.roster.storage.approval;

import dev.roster.core.approval.Approval;
import dev.roster.core.approval.PolicyBinding;
import dev.roster.core.approval.Request;
import dev.roster.core.gate.Evidence;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.storage.json.JsonColumn;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/** A request as a query gives it, with its decisions. */
final class RequestRow {
  /** It needs {@link Rights#PARAMS} and {@code :now}. */
  static final String SELECT =
      """
      select * from (
        select r.*, m.id as model_id, m.name as model_name, m.deleted_at, v.number,
          %s as entitled, decided.decisions,
          case when r.state <> 'open' then r.state
            when r.expires_at <= :now then 'expired'
            when decided.counting >= r.needed then 'approved'
            else 'pending' end as shown
        from request r join version v on v.id = r.version_id join model m on m.id = v.model_id
        cross join lateral (
          select count(*) filter (where d.decision = 'approve' and d.counts) as counting,
            coalesce(jsonb_agg(jsonb_build_object('id', d.id, 'by', d.actor,
              'decision', d.decision, 'reason', d.reason, 'at', d.at, 'counts', d.counts)
              order by d.seq), '[]') as decisions
          from (
            select a.*, %s as counts from approval a
            where a.request_id = r.id and a.withdrawn_at is null) d) decided
        where %%s) r
      """
          .formatted(Rights.ENTITLED, Rights.COUNTS);

  private static final TypeReference<List<Evidence>> EVIDENCE = new TypeReference<>() {};
  private static final TypeReference<List<DecisionJson>> DECISIONS = new TypeReference<>() {};

  private RequestRow() {}

  /** A decision as {@link #SELECT} writes it. */
  record DecisionJson(
      UUID id, String by, String decision, @Nullable String reason, String at, boolean counts) {
    Approval approval() {
      return new Approval(
          id,
          by,
          Approval.Decision.valueOf(decision.toUpperCase(Locale.ROOT)),
          reason,
          OffsetDateTime.parse(at).toInstant(),
          counts);
    }
  }

  static Request read(ResultSet row, int n) throws SQLException {
    return new Request(
        row.getObject("id", UUID.class),
        Request.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        version(row),
        Stage.ofWire(row.getString("from_stage")).orElseThrow(),
        Stage.ofWire(row.getString("to_stage")).orElseThrow(),
        row.getString("reason"),
        Request.Execution.ofWire(row.getString("execution")).orElseThrow(),
        new Request.Requester(
            row.getString("actor"),
            row.getString("principal"),
            row.getString("token_id"),
            row.getBoolean("entitled")),
        InstantColumn.read(row, "at"),
        row.getString("digest"),
        new PolicyBinding(
            row.getString("policy"),
            row.getObject("policy_revision", Integer.class),
            row.getBoolean("policy_own")),
        Request.State.valueOf(row.getString("shown").toUpperCase(Locale.ROOT)),
        row.getInt("needed"),
        row.getBoolean("not_author"),
        Objects.requireNonNull(JsonColumn.read(row.getString("evidence"), EVIDENCE)),
        InstantColumn.readNullable(row, "expires_at"),
        Objects.requireNonNull(JsonColumn.read(row.getString("decisions"), DECISIONS)).stream()
            .map(DecisionJson::approval)
            .toList(),
        InstantColumn.readNullable(row, "closed_at"),
        row.getString("closed_by"),
        row.getString("detail"));
  }

  private static VersionRef version(ResultSet row) throws SQLException {
    return new VersionRef(
        row.getLong("version_id"),
        new ModelRef(row.getLong("model_id"), new ModelName(row.getString("model_name"))),
        row.getInt("number"));
  }
}
