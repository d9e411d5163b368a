package dev.roster.storage.reference;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.References;
import dev.roster.core.reference.VersionRef;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

@Repository
class ReferenceRows implements References {
  private final JdbcClient jdbc;

  ReferenceRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record ModelRow(ModelRef ref, long revision, Instant updatedAt, boolean deleted) {}

  private record VersionRow(long id, String status) {}

  @Override
  public Seen seen(ModelName name) {
    ModelRow row = row(name);
    if (row.deleted())
      throw Refused.because(
          ProblemCode.DELETED,
          "The model "
              + row.ref().name()
              + " was deleted. An administrator can restore it, or purge it and free its name.");
    return new Seen(row.ref(), row.revision(), row.updatedAt());
  }

  @Override
  public ModelRef modelEvenDeleted(ModelName name) {
    return row(name).ref();
  }

  @Override
  public VersionRef version(ModelRef model, int number) {
    VersionRow row = row(model, number);
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
    return new VersionRef(row(model, number).id(), model, number);
  }

  private VersionRow row(ModelRef model, int number) {
    return jdbc.sql("select id, status from version where model_id = :model and number = :number")
        .param("model", model.id())
        .param("number", number)
        .query((r, n) -> new VersionRow(r.getLong("id"), r.getString("status")))
        .optional()
        .orElseThrow(
            () ->
                Refused.because(
                    ProblemCode.VERSION_NOT_FOUND,
                    "The model %s has no version %d. GET /api/v1/models/%s/versions lists them."
                        .formatted(model.name(), number, model.name())));
  }

  private ModelRow row(ModelName name) {
    return jdbc.sql(
            """
            select id, name, revision, updated_at, deleted_at is not null as deleted from model
            where lower(name) = :key and purged_at is null
            """)
        .param("key", name.key())
        .query(
            (r, n) ->
                new ModelRow(
                    new ModelRef(r.getLong("id"), new ModelName(r.getString("name"))),
                    r.getLong("revision"),
                    r.getObject("updated_at", OffsetDateTime.class).toInstant(),
                    r.getBoolean("deleted")))
        .optional()
        .orElseThrow(References::noSuchModel);
  }
}
