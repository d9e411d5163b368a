package dev.roster.storage.label;

import dev.roster.core.label.Label;
import dev.roster.core.label.LabelRange;
import dev.roster.core.label.LabelRange.Interval;
import dev.roster.core.label.LabelRange.Release;
import dev.roster.core.label.LabelStore;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import java.util.Comparator;
import java.util.Optional;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class LabelRows implements LabelStore {
  /** The numbers of the release. The index version_label_order has the same expression. */
  private static final String RELEASE =
      "(string_to_array(split_part(split_part(label, '+', 1), '-', 1), '.')::bigint[])";

  private static final String IS_PRERELEASE = "(split_part(label, '+', 1) like '%-%')";

  private final JdbcClient jdbc;

  LabelRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Labelled> holder(ModelRef model, Label label) {
    return jdbc.sql(
            """
            select id, number, label, deleted_at is not null as deleted from version
            where model_id = :model and label is not null and split_part(label, '+', 1) = :key
            """)
        .param("model", model.id())
        .param("key", label.key())
        .query(rows(model))
        .optional();
  }

  @Override
  public Optional<Labelled> highest(ModelRef model, LabelRange range) {
    return range.intervals().stream()
        .flatMap(interval -> highest(model, interval).stream())
        .max(Comparator.comparing(Labelled::label));
  }

  private Optional<Labelled> highest(ModelRef model, Interval interval) {
    return jdbc.sql(
            """
            select id, number, label, false as deleted from version
            where model_id = :model and label is not null and not %2$s
              and %1$s >= :from::bigint[] and %1$s < :below::bigint[]
              and status = 'ready' and stage <> 'retired'
            order by %1$s desc limit 1
            """
                .formatted(RELEASE, IS_PRERELEASE))
        .param("model", model.id())
        .param("from", array(interval.from()))
        .param("below", array(interval.below()))
        .query(rows(model))
        .optional();
  }

  @Override
  public Optional<Labelled> highestBeside(VersionRef but) {
    Optional<Labelled> release =
        jdbc.sql(
                """
                select id, number, label, false as deleted from version
                where model_id = :model and label is not null and not %2$s and id <> :but
                  and deleted_at is null
                order by %1$s desc limit 1
                """
                    .formatted(RELEASE, IS_PRERELEASE))
            .param("model", but.model().id())
            .param("but", but.id())
            .query(rows(but.model()))
            .optional();
    return release.isPresent() ? release : highestPrerelease(but);
  }

  /**
   * Finds the highest prerelease. Java compares the prereleases of one release, because PostgreSQL
   * does not know SemVer's rules.
   */
  private Optional<Labelled> highestPrerelease(VersionRef but) {
    return jdbc
        .sql(
            """
            select id, number, label, false as deleted from version
            where model_id = :model and label is not null and id <> :but
              and deleted_at is null
            order by %s desc limit 1000
            """
                .formatted(RELEASE))
        .param("model", but.model().id())
        .param("but", but.id())
        .query(rows(but.model()))
        .list()
        .stream()
        .max(Comparator.comparing(Labelled::label));
  }

  private static String array(Release release) {
    return "{%d,%d,%d}".formatted(release.major(), release.minor(), release.patch());
  }

  private static RowMapper<Labelled> rows(ModelRef model) {
    return (row, n) ->
        new Labelled(
            new VersionRef(row.getLong("id"), model, row.getInt("number")),
            new Label(row.getString("label")),
            row.getBoolean("deleted"));
  }
}
