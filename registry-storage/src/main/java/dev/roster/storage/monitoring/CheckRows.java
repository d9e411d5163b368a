package dev.roster.storage.monitoring;

import dev.roster.core.monitoring.check.CheckStore;
import dev.roster.core.monitoring.check.DriftCheck;
import dev.roster.core.monitoring.observation.Window;
import dev.roster.core.monitoring.observation.Withdrawal;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.drift.alarm.AlarmState;
import dev.roster.drift.judgement.DriftedBy;
import dev.roster.drift.judgement.FeatureScore;
import dev.roster.drift.judgement.Outcome;
import dev.roster.drift.judgement.UnjudgedColumn;
import dev.roster.drift.judgement.WindowJudgement;
import dev.roster.drift.judgement.Worst;
import dev.roster.drift.statistic.Statistic;
import dev.roster.storage.json.JsonColumn;
import dev.roster.storage.page.Numbered;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

@Repository
class CheckRows implements CheckStore {
  private static final TypeReference<List<List<FeatureScore.TopCell>>> TOP_CELLS =
      new TypeReference<>() {};
  private static final TypeReference<List<UnjudgedColumn>> NOT_JUDGED = new TypeReference<>() {};
  private static final String SELECT =
      """
      select c.*, m.name as model_name, w.batches as withdrawn_batches,
        w.rows as withdrawn_rows, w.source as withdrawn_source, w.batch as withdrawn_batch
      from drift_check c
      join monitor o on o.id = c.monitor_id join model m on m.id = o.model_id
      left join lateral (
        select count(*) as batches, sum(d.rows)::bigint as rows,
          (array_agg(d.source order by d.id desc))[1] as source,
          (array_agg(d.batch order by d.id desc))[1] as batch
        from observation_withdrawal d join version v on v.id = d.version_id
        where v.model_id = m.id and v.number = c.version and d.hours_to > c.window_from
          and d.hours_from < c.window_to and d.recorded_at <= c.at and d.withdrawn_at > c.at
      ) w on true
      """;

  private final JdbcClient jdbc;

  CheckRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean insert(DriftCheck check) {
    WindowJudgement judgement = check.judgement();
    List<FeatureScore> features = judgement.features();
    return jdbc.sql(
                """
                insert into drift_check (id, monitor_id, version, cause, slot, window_from,
                  window_to, rows, baseline_rows, baseline_digest, outcome, calm, state, detail,
                  drifted_share, threshold, features, statistics, scores, noise95, p_values,
                  missing, unseen, unseen_expected, drifted, because, top_cells, prediction, worst,
                  not_judged, at)
                values (:id, :monitor, :version, :cause, :slot, :from, :to, :rows, :baselineRows,
                  :baselineDigest, :outcome, :calm, :state, :detail, :share, :threshold, :features,
                  :statistics, :scores, :noise95, :pValues, :missing, :unseen, :unseenExpected,
                  :drifted, :because, :topCells, :prediction, :worst, :notJudged, :at)
                on conflict (monitor_id, slot) where cause = 'slot' do nothing
                """)
            .param("id", check.id())
            .param("monitor", check.monitor())
            .param("version", check.version())
            .param("cause", check.cause().wire())
            .param("slot", InstantColumn.write(check.slot()))
            .param("from", InstantColumn.write(check.window().from()))
            .param("to", InstantColumn.write(check.window().to()))
            .param("rows", judgement.rows())
            .param("baselineRows", check.baselineRows())
            .param("baselineDigest", check.baselineDigest())
            .param("outcome", judgement.outcome().wire())
            .param("calm", judgement.calm())
            .param("state", check.state().wire())
            .param("detail", check.detail())
            .param("share", judgement.driftedShare())
            .param("threshold", features.isEmpty() ? 0 : features.get(0).threshold())
            .param("features", texts(features, FeatureScore::name))
            .param("statistics", texts(features, f -> f.statistic().wire()))
            .param("scores", numbers(features, FeatureScore::score))
            .param("noise95", numbers(features, FeatureScore::noise95))
            .param("pValues", numbers(features, FeatureScore::pValue))
            .param("missing", numbers(features, FeatureScore::missingRatio))
            .param("unseen", numbers(features, FeatureScore::unseenRatio))
            .param("unseenExpected", numbers(features, FeatureScore::unseenExpected))
            .param("drifted", features.stream().map(FeatureScore::drifted).toArray(Boolean[]::new))
            .param(
                "topCells",
                JsonColumn.write(features.stream().map(FeatureScore::topCells).toList()))
            .param("because", texts(features, CheckRows::because))
            .param("prediction", JsonColumn.write(judgement.prediction()))
            .param("worst", JsonColumn.write(judgement.worst()))
            .param("notJudged", JsonColumn.write(judgement.notJudged()))
            .param("at", InstantColumn.write(check.at()))
            .update()
        == 1;
  }

  private static String[] texts(List<FeatureScore> features, Function<FeatureScore, String> of) {
    return features.stream().map(of).toArray(String[]::new);
  }

  private static Double[] numbers(List<FeatureScore> features, Function<FeatureScore, Double> of) {
    return features.stream().map(of).toArray(Double[]::new);
  }

  @Override
  public Optional<DriftCheck> find(UUID monitor, UUID id) {
    return jdbc.sql(SELECT + " where c.monitor_id = :monitor and c.id = :id")
        .param("monitor", monitor)
        .param("id", id)
        .query((row, n) -> check(row))
        .optional();
  }

  @Override
  public Page<DriftCheck> list(UUID monitor, PageRequest page) {
    List<Numbered<DriftCheck>> rows =
        jdbc.sql(
                SELECT
                    + """
                     where c.monitor_id = :monitor and (:after::bigint is null or c.seq < :after)
                    order by c.seq desc limit :fetch
                    """)
            .param("monitor", monitor)
            .param("after", Numbered.after(page))
            .param("fetch", page.fetch())
            .query((row, n) -> new Numbered<>(row.getLong("seq"), check(row)))
            .list();
    return Numbered.page(rows, page);
  }

  private static DriftCheck check(ResultSet row) throws SQLException {
    WindowJudgement judgement =
        new WindowJudgement(
            Outcome.ofWire(row.getString("outcome")),
            row.getBoolean("calm"),
            row.getLong("rows"),
            row.getDouble("drifted_share"),
            features(row),
            JsonColumn.read(row.getString("prediction"), FeatureScore.class),
            JsonColumn.read(row.getString("worst"), Worst.class),
            notJudged(row.getString("not_judged")));
    return new DriftCheck(
        row.getObject("id", UUID.class),
        row.getObject("monitor_id", UUID.class),
        row.getString("model_name"),
        row.getObject("version", Integer.class),
        DriftCheck.Cause.ofWire(row.getString("cause")),
        InstantColumn.read(row, "slot"),
        new Window(InstantColumn.read(row, "window_from"), InstantColumn.read(row, "window_to")),
        row.getLong("baseline_rows"),
        row.getString("baseline_digest"),
        judgement,
        AlarmState.ofWire(row.getString("state")),
        detail(row),
        InstantColumn.read(row, "at"));
  }

  /** What the check said, and that batches which it counted were withdrawn since. */
  private static @Nullable String detail(ResultSet row) throws SQLException {
    String detail = row.getString("detail");
    if (row.getLong("withdrawn_batches") == 0) return detail;
    String remark =
        new Withdrawal(
                row.getLong("withdrawn_batches"),
                row.getString("withdrawn_source"),
                row.getString("withdrawn_batch"),
                row.getLong("withdrawn_rows"))
            .remark();
    return detail == null ? remark : detail + " " + remark;
  }

  private static List<FeatureScore> features(ResultSet row) throws SQLException {
    String[] names = array(row, "features");
    String[] statistics = array(row, "statistics");
    Double[] scores = array(row, "scores");
    Double[] noise = array(row, "noise95");
    Double[] pValues = array(row, "p_values");
    Double[] missing = array(row, "missing");
    Double[] unseen = array(row, "unseen");
    Boolean[] drifted = array(row, "drifted");
    Double @Nullable [] expected = arrayOrNull(row, "unseen_expected"); // checks of older releases
    String @Nullable [] because = arrayOrNull(row, "because");
    List<List<FeatureScore.TopCell>> top =
        Objects.requireNonNull(JsonColumn.read(row.getString("top_cells"), TOP_CELLS));
    List<FeatureScore> features = new ArrayList<>();
    for (int i = 0; i < names.length; i++)
      features.add(
          new FeatureScore(
              names[i],
              Statistic.valueOf(statistics[i].toUpperCase(Locale.ROOT)),
              scores[i],
              row.getDouble("threshold"),
              noise[i],
              pValues[i],
              missing[i],
              unseen[i],
              expected == null ? 0 : expected[i],
              drifted[i],
              because == null ? List.of() : because(because[i]),
              top.get(i)));
    return features;
  }

  /** What made a feature drift, as one text: {@code score,missing}. */
  private static String because(FeatureScore feature) {
    return feature.because().stream()
        .map(by -> by.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(","));
  }

  private static List<DriftedBy> because(String text) {
    if (text.isEmpty()) return List.of();
    return Stream.of(text.split(","))
        .map(by -> DriftedBy.valueOf(by.toUpperCase(Locale.ROOT)))
        .toList();
  }

  private static List<UnjudgedColumn> notJudged(@Nullable String json) {
    List<UnjudgedColumn> columns = JsonColumn.read(json, NOT_JUDGED);
    return columns == null ? List.of() : columns;
  }

  private static <T> @Nullable T arrayOrNull(ResultSet row, String column) throws SQLException {
    return row.getArray(column) == null ? null : array(row, column);
  }

  @SuppressWarnings("unchecked")
  private static <T> T array(ResultSet row, String column) throws SQLException {
    return (T) row.getArray(column).getArray();
  }
}
