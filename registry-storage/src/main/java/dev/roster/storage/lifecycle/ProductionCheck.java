package dev.roster.storage.lifecycle;

import dev.roster.core.reference.Stage;
import dev.roster.storage.verify.Finding;
import dev.roster.storage.verify.InvariantCheck;
import dev.roster.storage.verify.Snapshot;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/** I2: at most one version of a model is in production, now and at every earlier instant. */
final class ProductionCheck implements InvariantCheck {
  private static final String NOW =
      """
      select m.name, count(*) as n, string_agg(v.number::text, ', ' order by v.number) as versions
      from version v join model m on m.id = v.model_id
      where v.stage = 'production' group by m.name having count(*) > 1
      """;
  private static final String HISTORY =
      """
      select m.name, t.model_id, t.number, t.from_stage, t.to_stage, t.at::text as at
      from transition t join model m on m.id = t.model_id order by t.model_id, t.at, t.seq
      """;
  private static final String DISAGREEING =
      """
      select m.name, v.number, v.stage, coalesce(t.to_stage, 'none') as last
      from version v join model m on m.id = v.model_id
      left join lateral (select to_stage from transition t where t.version_id = v.id
        order by t.seq desc limit 1) t on true
      where v.stage <> coalesce(t.to_stage, 'none') and v.deleted_at is null
      """;
  private static final String GUARDED =
      """
      select count(*) from pg_index i join pg_class c on c.oid = i.indexrelid
      where c.relname = 'version_in_production' and i.indisunique and i.indisvalid
      """;

  private final Map<Integer, String> stages = new HashMap<>();
  private long model = -1;
  private String name = "";
  private String at = "";
  private long moves;

  @Override
  public String run(Snapshot rows, Consumer<Finding> findings) throws SQLException {
    rows.each(
        NOW,
        row ->
            findings.accept(
                finding(
                    row.getString("name"),
                    "versions " + row.getString("versions") + " are in production at once",
                    "Move all but one of them to staging.")));
    history(rows, findings);
    rows.each(
        DISAGREEING,
        row ->
            findings.accept(
                finding(
                    row.getString("name") + "/" + row.getInt("number"),
                    "it is in "
                        + row.getString("stage")
                        + ", but its last transition went to "
                        + row.getString("last"),
                    "Move it to the right stage by a transition. Somebody changed its row without"
                        + " Roster.")));
    if (rows.count(GUARDED) != 1)
      findings.accept(
          finding(
              "the database",
              "the unique index version_in_production is missing or invalid",
              "Create it again with the statement in db/migration/V1__registry.sql."));
    return moves + " transitions";
  }

  /** Replays the transitions. Transitions with the same time are one transaction. */
  private void history(Snapshot rows, Consumer<Finding> findings) throws SQLException {
    rows.each(
        HISTORY,
        row -> {
          boolean other = row.getLong("model_id") != model;
          if (other || !row.getString("at").equals(at)) judgeInstant(findings);
          if (other) stages.clear();
          model = row.getLong("model_id");
          name = row.getString("name");
          at = row.getString("at");
          moves++;
          String from = stages.getOrDefault(row.getInt("number"), Stage.NONE.wire());
          if (!from.equals(row.getString("from_stage")))
            findings.accept(
                finding(
                    name + "/" + row.getInt("number"),
                    "a transition at "
                        + at
                        + " leaves "
                        + row.getString("from_stage")
                        + ", but the version was in "
                        + from,
                    "Somebody altered the transitions. Compare them with the audit log and a backup."));
          stages.put(row.getInt("number"), row.getString("to_stage"));
        });
    judgeInstant(findings);
  }

  private void judgeInstant(Consumer<Finding> findings) {
    TreeSet<Integer> serving = new TreeSet<>();
    stages.forEach(
        (number, stage) -> {
          if (stage.equals(Stage.PRODUCTION.wire())) serving.add(number);
        });
    if (serving.size() > 1)
      findings.accept(
          finding(
              name,
              "versions " + serving + " were in production at once at " + at,
              "Somebody altered the transitions. Compare them with the audit log and a backup."));
  }

  private static Finding finding(String where, String what, String remedy) {
    return new Finding("I2", where, what, remedy);
  }
}
