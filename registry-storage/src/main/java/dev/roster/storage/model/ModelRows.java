package dev.roster.storage.model;

import dev.roster.core.model.Model;
import dev.roster.core.model.ModelFacts;
import dev.roster.core.model.ModelStore;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Visibility;
import dev.roster.core.search.Search;
import dev.roster.core.search.SearchResult;
import dev.roster.storage.json.JsonColumn;
import dev.roster.storage.lock.Lock;
import dev.roster.storage.search.PageRows;
import dev.roster.storage.search.Searches;
import dev.roster.storage.time.InstantColumn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

@Repository
class ModelRows implements ModelStore {
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
  private static final TypeReference<Map<String, Integer>> NUMBERS = new TypeReference<>() {};

  /** Selects models with the version numbers in each stage and of each alias. */
  static final String SELECT =
      """
      select m.*,
        (select v.number from version v where v.model_id = m.id and v.stage = 'production') as production,
        array(select v.number from version v where v.model_id = m.id and v.stage = 'staging'
          and v.deleted_at is null order by v.number) as staging,
        (select jsonb_object_agg(a.name, v.number) from alias a join version v on v.id = a.version_id
          where a.model_id = m.id) as aliases
      from model m
      """;

  /** The columns whose values may be long. */
  private static final List<String> LONG =
      List.of("description", "owner", "tags", "staging", "aliases");

  private final JdbcClient jdbc;
  private final Searches searches;

  ModelRows(JdbcClient jdbc, Searches searches) {
    this.jdbc = jdbc;
    this.searches = searches;
  }

  @Override
  public Optional<ModelRef> insert(ModelName name, ModelFacts facts, String by, Instant at) {
    return jdbc.sql(
            """
            insert into model (name, description, owner, tags, created_at, created_by, updated_at)
            values (:name, :description, :owner, :tags::jsonb, :at, :by, :at)
            on conflict do nothing returning id
            """)
        .param("name", name.text())
        .param("description", facts.description())
        .param("owner", facts.owner())
        .param("tags", JsonColumn.write(facts.tags()))
        .param("at", InstantColumn.write(at))
        .param("by", by)
        .query(Long.class)
        .optional()
        .map(id -> new ModelRef(id, name));
  }

  @Override
  public Model read(ModelRef model) {
    return jdbc.sql(SELECT + "where m.id = :id")
        .param("id", model.id())
        .query(ModelRows::model)
        .single();
  }

  @Override
  public long lock(ModelRef model) {
    assert Lock.MODEL.isNext(model.id()) : "lock order: " + model;
    return jdbc.sql(
            "select revision from model where id = :id and deleted_at is null for no key update")
        .param("id", model.id())
        .query(Long.class)
        .optional()
        .orElseThrow(
            () ->
                Refused.because(
                    ProblemCode.DELETED,
                    "The model " + model.name() + " was deleted in the meantime."));
  }

  /**
   * Runs as a separate statement after the lock, so that it sees the changes that the lock waited
   * for.
   */
  @Override
  public Instant nextInstant(ModelRef model) {
    return jdbc.sql(
            """
            select greatest(clock_timestamp(), (
              select at + interval '1 microsecond' from history
              where model_id = :model order by seq desc limit 1))
            """)
        .param("model", model.id())
        .query(OffsetDateTime.class)
        .single()
        .toInstant();
  }

  @Override
  public boolean rename(ModelRef model, ModelName name) {
    try {
      return jdbc.sql(
                  """
                  update model set name = :name
                  where id = :id and not exists (select from model o
                    where lower(o.name) = :key and o.purged_at is null and o.id <> :id)
                  """)
              .param("name", name.text())
              .param("key", name.key())
              .param("id", model.id())
              .update()
          == 1;
    } catch (DuplicateKeyException raced) {
      throw Refused.because(
          ProblemCode.MODEL_EXISTS, "Another request has just taken the name " + name + ".", raced);
    }
  }

  @Override
  public boolean isDeleted(ModelName name) {
    return jdbc.sql(
            """
            select exists (select from model
              where lower(name) = :key and deleted_at is not null and purged_at is null)
            """)
        .param("key", name.key())
        .query(Boolean.class)
        .single();
  }

  @Override
  public void update(ModelRef model, ModelFacts facts, Instant at) {
    jdbc.sql(
            """
            update model set description = :description, owner = :owner, tags = :tags::jsonb,
              revision = revision + 1, updated_at = :at
            where id = :id
            """)
        .param("id", model.id())
        .param("description", facts.description())
        .param("owner", facts.owner())
        .param("tags", JsonColumn.write(facts.tags()))
        .param("at", InstantColumn.write(at))
        .update();
  }

  @Override
  public void incrementRevision(ModelRef model, Instant at) {
    jdbc.sql("update model set revision = revision + 1, updated_at = :at where id = :id")
        .param("id", model.id())
        .param("at", InstantColumn.write(at))
        .update();
  }

  @Override
  public void delete(ModelRef model, Instant at) {
    jdbc.sql(
            "update model set deleted_at = :at, updated_at = :at, revision = revision + 1 where id = :id")
        .param("id", model.id())
        .param("at", InstantColumn.write(at))
        .update();
  }

  @Override
  public SearchResult<Model> list(Search search, Visibility visibility) {
    Searches.Result found = searches.models(search, visibility);
    return found.page(ids -> searches.inTime(search, found, () -> rows(ids)));
  }

  /** Reads the rows in the order of the ids, until they are too large for one page. */
  private List<Model> rows(List<Long> ids) {
    return jdbc.sql(SELECT + "where m.id = any(:ids) order by array_position(:ids, m.id)")
        .param("ids", ids.toArray(Long[]::new))
        .withFetchSize(PageRows.FETCH_SIZE)
        .query(new PageRows<>(ModelRows::model, LONG));
  }

  static Model model(ResultSet row, int n) throws SQLException {
    int latest = row.getInt("latest_version");
    Map<String, Integer> aliases = JsonColumn.read(row.getString("aliases"), NUMBERS);
    return new Model(
        new ModelRef(row.getLong("id"), new ModelName(row.getString("name"))),
        row.getString("description"),
        row.getString("owner"),
        JsonColumn.read(row.getString("tags"), TEXTS),
        InstantColumn.read(row, "created_at"),
        row.getString("created_by"),
        InstantColumn.read(row, "updated_at"),
        latest == 0 ? null : latest,
        row.getObject("production", Integer.class),
        Arrays.asList((Integer[]) row.getArray("staging").getArray()),
        aliases == null ? Map.of() : aliases,
        row.getLong("revision"));
  }
}
