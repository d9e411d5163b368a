package dev.roster.storage.reference;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.problem.Remedy;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.ModelState;
import dev.roster.core.reference.ReferenceStore;
import dev.roster.core.reference.VersionRef;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@Repository
class ReferenceRows implements ReferenceStore {
  private final JdbcClient jdbc;
  private final BatchedReads<String, ModelRow> models = new BatchedReads<>(this::rows);

  ReferenceRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record ModelRow(ModelRef ref, long revision, Instant updatedAt, boolean deleted) {}

  private record VersionStatusRow(long id, String status) {}

  @Override
  public ModelState find(ModelName name) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) return present(row(name));
    return present(models.get(name.key()).orElseThrow(ReferenceStore::noSuchModel));
  }

  @Override
  public ModelAndVersion find(ModelName name, int number) {
    return jdbc.sql(
            """
            select m.id, m.name, m.revision, m.updated_at, m.deleted_at is not null as deleted,
              v.id as version_id,
              case when v.id is null then null when v.deleted_at is null then 'present' else v.status end
                as status
            from model m left join version v on v.model_id = m.id and v.number = :number
            where lower(m.name) = :key and m.purged_at is null
            """)
        .param("key", name.key())
        .param("number", number)
        .query(
            (r, n) -> {
              ModelState model = present(model(r));
              String status = r.getString("status");
              VersionStatusRow row =
                  status == null ? null : new VersionStatusRow(r.getLong("version_id"), status);
              return new ModelAndVersion(model, () -> present(model.model(), number, row));
            })
        .optional()
        .orElseThrow(ReferenceStore::noSuchModel);
  }

  private static ModelState present(ModelRow row) {
    if (row.deleted())
      throw Refused.because(
          ProblemCode.DELETED,
          "The model "
              + row.ref().name()
              + " was deleted. An administrator can restore it, or purge it and free its name.");
    return new ModelState(row.ref(), row.revision(), row.updatedAt());
  }

  @Override
  public ModelRef modelEvenDeleted(ModelName name) {
    return row(name).ref();
  }

  @Override
  public VersionRef version(ModelRef model, int number) {
    return present(model, number, row(model, number));
  }

  private static VersionRef present(ModelRef model, int number, @Nullable VersionStatusRow row) {
    if (row == null) throw noSuchVersion(model, number);
    switch (row.status()) {
      case "deleted" ->
          throw Refused.because(
              ProblemCode.DELETED,
              "Version %d of %s was deleted. Its number is not used again; an administrator can restore it."
                  .formatted(number, model.name()));
      case "reclaimed" ->
          throw Refused.because(
              ProblemCode.RECLAIMED,
              "Version %d of %s is gone for good: its bytes were reclaimed."
                  .formatted(number, model.name()));
      default -> {
        return new VersionRef(row.id(), model, number);
      }
    }
  }

  @Override
  public VersionRef versionEvenDeleted(ModelRef model, int number) {
    VersionStatusRow row = row(model, number);
    if (row == null) throw noSuchVersion(model, number);
    return new VersionRef(row.id(), model, number);
  }

  private @Nullable VersionStatusRow row(ModelRef model, int number) {
    return jdbc.sql(
            """
            select id, case when deleted_at is null then 'present' else status end as status
            from version where model_id = :model and number = :number
            """)
        .param("model", model.id())
        .param("number", number)
        .query((r, n) -> new VersionStatusRow(r.getLong("id"), r.getString("status")))
        .optional()
        .orElse(null);
  }

  private static Refused noSuchVersion(ModelRef model, int number) {
    return Refused.because(
            ProblemCode.VERSION_NOT_FOUND,
            "The model %s has no version %d.".formatted(model.name(), number))
        .with(new Remedy.ListVersions(model.name().text()));
  }

  private ModelRow row(ModelName name) {
    return Optional.ofNullable(rows(Set.of(name.key())).get(name.key()))
        .orElseThrow(ReferenceStore::noSuchModel);
  }

  private Map<String, ModelRow> rows(Set<String> keys) {
    Map<String, ModelRow> rows = new HashMap<>();
    jdbc.sql(
            """
            select id, name, revision, updated_at, deleted_at is not null as deleted from model
            where lower(name) = any(:keys) and purged_at is null
            """)
        .param("keys", keys.toArray(String[]::new))
        .query((r, n) -> model(r))
        .list()
        .forEach(row -> rows.put(row.ref().name().key(), row));
    return rows;
  }

  private static ModelRow model(ResultSet row) throws SQLException {
    return new ModelRow(
        new ModelRef(row.getLong("id"), new ModelName(row.getString("name"))),
        row.getLong("revision"),
        InstantColumn.read(row, "updated_at"),
        row.getBoolean("deleted"));
  }
}
