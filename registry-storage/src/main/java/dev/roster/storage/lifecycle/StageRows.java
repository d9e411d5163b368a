package dev.roster.storage.lifecycle;

import dev.roster.core.gate.Evidence;
import dev.roster.core.lifecycle.Displaced;
import dev.roster.core.lifecycle.ProductionStack;
import dev.roster.core.lifecycle.StageStay;
import dev.roster.core.lifecycle.StageStore;
import dev.roster.core.lifecycle.Transition;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionRef;
import dev.roster.storage.json.JsonColumn;
import dev.roster.storage.page.Numbered;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

@Repository
class StageRows implements StageStore {
  private static final TypeReference<List<Evidence>> EVIDENCE = new TypeReference<>() {};

  private final JdbcClient jdbc;

  StageRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Moves versions in one statement, because each statement is a round trip. A displaced version
   * leaves production before the other enters it, because {@code came} waits for {@code gone}.
   */
  @Override
  public void move(List<Transition> transitions) {
    Transition last = transitions.get(transitions.size() - 1);
    jdbc.sql(
            """
            with given as (
              select * from jsonb_to_recordset(:transitions::jsonb) as t (nth int, id uuid,
                version_id bigint, number int, from_stage text, to_stage text, reason text,
                digest text, evidence jsonb, displaced_number int, displaced_to text, policy text,
                policy_revision int, break_glass boolean, request_id uuid)),
            gone as (
              update version v set stage = g.to_stage, staged_at = :at, revision = v.revision + 1,
                updated_at = :at
              from given g where v.id = g.version_id and g.version_id <> :last returning v.id),
            came as (
              update version set stage = :to, staged_at = :at, revision = revision + 1,
                updated_at = :at
              where id = :last and (select count(*) from gone) >= 0),
            seen as (
              update model set revision = revision + 1, updated_at = :at where id = :model),
            serving as (
              insert into production_stack (model_id, version_id)
              select :model, :last where :to = 'production')
            insert into transition (id, version_id, model_id, number, from_stage, to_stage, reason,
              actor, at, digest, evidence, displaced_number, displaced_to, policy, policy_revision,
              break_glass, request_id)
            select id, version_id, :model, number, from_stage, to_stage, reason, :by, :at, digest,
              evidence, displaced_number, displaced_to, policy, policy_revision, break_glass,
              request_id
            from given order by nth
            """)
        .param("transitions", JsonColumn.write(rows(transitions)))
        .param("last", last.version().id())
        .param("to", last.to().wire())
        .param("model", last.version().model().id())
        .param("by", last.by())
        .param("at", InstantColumn.write(last.at()))
        .update();
  }

  private static List<Map<String, Object>> rows(List<Transition> transitions) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Transition transition : transitions) {
      Map<String, Object> row = new HashMap<>();
      row.put("nth", rows.size());
      row.put("id", transition.id());
      row.put("version_id", transition.version().id());
      row.put("number", transition.version().number());
      row.put("from_stage", transition.from().wire());
      row.put("to_stage", transition.to().wire());
      row.put("reason", transition.reason());
      row.put("digest", transition.digest());
      row.put("evidence", transition.evidence());
      if (transition.displaced() != null) {
        row.put("displaced_number", transition.displaced().version());
        row.put("displaced_to", transition.displaced().to().wire());
      }
      Transition.Grounds grounds = transition.grounds();
      row.put("policy", grounds.policy());
      row.put("policy_revision", grounds.policyRevision());
      row.put("break_glass", grounds.breakGlass());
      row.put("request_id", grounds.request());
      rows.add(row);
    }
    return rows;
  }

  @Override
  public Page<Transition> list(VersionRef version, PageRequest page) {
    return list("version_id", version.id(), version.model(), page);
  }

  @Override
  public Page<Transition> list(ModelRef model, PageRequest page) {
    return list("model_id", model.id(), model, page);
  }

  private Page<Transition> list(String column, long id, ModelRef model, PageRequest page) {
    List<Numbered<Transition>> rows =
        jdbc.sql(
                """
                select * from transition
                where %s = :id and (:after::bigint is null or seq < :after)
                order by seq desc limit :fetch
                """
                    .formatted(column))
            .param("id", id)
            .param("after", Numbered.after(page))
            .param("fetch", page.fetch())
            .query((row, n) -> new Numbered<>(row.getLong("seq"), transition(row, model)))
            .list();
    return Numbered.page(rows, page);
  }

  @Override
  public Optional<VersionRef> holder(ModelRef model, Stage stage) {
    return jdbc.sql(
            """
            select id, number from version
            where model_id = :model and stage = :stage and deleted_at is null
            order by staged_at desc, number desc limit 1
            """)
        .param("model", model.id())
        .param("stage", stage.wire())
        .query((row, n) -> new VersionRef(row.getLong("id"), model, row.getInt("number")))
        .optional();
  }

  @Override
  public Optional<StageStay> holderAt(ModelRef model, Stage stage, Instant at) {
    return jdbc.sql(
            """
            select h.version_id, v.number, h.at, h.actor,
              (select t.reason from transition t
                where t.version_id = h.version_id and t.at = h.at limit 1) as reason,
              (select n.at from history n
                where n.version_id = h.version_id and n.fact = 'stage' and n.seq > h.seq
                order by n.seq limit 1) as until
            from history h join version v on v.id = h.version_id
            where h.model_id = :model and h.fact = 'stage' and h.value = to_jsonb(:stage::text)
              and h.at <= :at
              and not exists (select from history n
                where n.version_id = h.version_id and n.fact = 'stage' and n.seq > h.seq
                  and n.at <= :at)
            order by h.seq desc limit 1
            """)
        .param("model", model.id())
        .param("stage", stage.wire())
        .param("at", InstantColumn.write(at))
        .query(
            (row, n) ->
                new StageStay(
                    new VersionRef(row.getLong("version_id"), model, row.getInt("number")),
                    InstantColumn.read(row, "at"),
                    InstantColumn.readNullable(row, "until"),
                    row.getString("actor"),
                    row.getString("reason")))
        .optional();
  }

  @Override
  public List<ProductionStack.Entry> productionStack(ModelRef model, int limit) {
    return jdbc.sql(
            """
            select v.id, v.number, v.status = 'ready' as ready from production_stack s join version v on v.id = s.version_id
            where s.model_id = :model order by s.seq desc limit :limit
            """)
        .param("model", model.id())
        .param("limit", limit)
        .query(
            (row, n) ->
                new ProductionStack.Entry(
                    new VersionRef(row.getLong("id"), model, row.getInt("number")),
                    row.getBoolean("ready")))
        .list();
  }

  @Override
  public void popProductionStack(ModelRef model, int count) {
    jdbc.sql(
            """
            delete from production_stack where seq in (
              select seq from production_stack where model_id = :model
              order by seq desc limit :count)
            """)
        .param("model", model.id())
        .param("count", count)
        .update();
  }

  @Override
  public boolean wasInProduction(VersionRef version) {
    return jdbc.sql(
            "select exists (select from transition where version_id = :version and to_stage = 'production')")
        .param("version", version.id())
        .query(Boolean.class)
        .single();
  }

  private static Transition transition(ResultSet row, ModelRef model) throws SQLException {
    Integer displaced = row.getObject("displaced_number", Integer.class);
    return new Transition(
        row.getObject("id", UUID.class),
        new VersionRef(row.getLong("version_id"), model, row.getInt("number")),
        Stage.ofWire(row.getString("from_stage")).orElseThrow(),
        Stage.ofWire(row.getString("to_stage")).orElseThrow(),
        row.getString("reason"),
        row.getString("actor"),
        InstantColumn.read(row, "at"),
        row.getString("digest"),
        JsonColumn.read(row.getString("evidence"), EVIDENCE),
        displaced == null
            ? null
            : new Displaced(displaced, Stage.ofWire(row.getString("displaced_to")).orElseThrow()),
        new Transition.Grounds(
            row.getString("policy"),
            row.getObject("policy_revision", Integer.class),
            row.getBoolean("break_glass"),
            row.getObject("request_id", UUID.class)));
  }
}
