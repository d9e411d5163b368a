package dev.roster.storage.lineage;

import dev.roster.core.lineage.Inferred;
import dev.roster.core.lineage.InferredStore;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Lineage;
import dev.roster.core.version.LineageStore;
import dev.roster.storage.json.JsonColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The lineage that versions were given, and that their files carry. */
@Repository
class LineageRows implements LineageStore, InferredStore {
  private final JdbcClient jdbc;
  private final NodeRows nodes;

  LineageRows(JdbcClient jdbc, NodeRows nodes) {
    this.jdbc = jdbc;
    this.nodes = nodes;
  }

  @Override
  public List<@Nullable VersionRef> find(List<Lineage.Parent> parents) {
    @Nullable VersionRef[] found = new VersionRef[parents.size()];
    jdbc.sql(
            """
            select wanted.place, v.id, v.number, m.id as model_id, m.name
            from unnest(:names::text[], :numbers::int[]) with ordinality wanted(name, number, place)
            join model m on lower(m.name) = lower(wanted.name) and m.deleted_at is null
            join version v on v.model_id = m.id and v.number = wanted.number
            where v.status <> 'deleted'
            """)
        .param("names", parents.stream().map(Lineage.Parent::model).toArray(String[]::new))
        .param("numbers", parents.stream().map(Lineage.Parent::version).toArray(Integer[]::new))
        .query(
            row -> {
              ModelRef model =
                  new ModelRef(row.getLong("model_id"), new ModelName(row.getString("name")));
              found[row.getInt("place") - 1] =
                  new VersionRef(row.getLong("id"), model, row.getInt("number"));
            });
    return Arrays.asList(found);
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void replace(
      VersionRef version, @Nullable Lineage lineage, Optional<List<VersionRef>> parents) {
    jdbc.sql(
            """
            delete from lineage_edge
            where version_id = :version and claim = 'given' and (:parents or kind <> 'parent')
            """)
        .param("version", version.id())
        .param("parents", parents.isPresent())
        .update();
    List<LineageStatement> claims =
        new ArrayList<>(lineage == null ? List.of() : given(version, lineage));
    parents.ifPresent(
        found -> found.forEach(parent -> claims.add(LineageStatement.parent(parent.id()))));
    insert(version, "given", claims);
  }

  private static List<LineageStatement> given(VersionRef version, Lineage lineage) {
    List<LineageStatement> claims = new ArrayList<>();
    if (lineage.datasets() != null)
      for (Lineage.Dataset data : lineage.datasets())
        claims.add(dataset(data.digest(), data.role(), "", data.name(), data.uri(), data.rows()));
    Lineage.Code code = lineage.code();
    if (code != null && code.commit() != null)
      claims.add(code("", code.commit(), code.repository(), code.dirty()));
    Lineage.Run run = lineage.run();
    if (run != null && run.id() != null)
      claims.add(run(version, "", run.system(), run.id(), run.url()));
    return claims;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public void insert(VersionRef version, Inferred inferred) {
    Stream<LineageStatement> data =
        inferred.datasets().stream()
            .map(d -> dataset(d.digest(), d.role(), d.file(), d.path(), d.uri(), null));
    Stream<LineageStatement> commits =
        inferred.commits().stream().map(c -> code(c.file(), c.commit(), c.repository(), null));
    Stream<LineageStatement> runs =
        inferred.runs().stream().map(r -> run(version, r.file(), r.system(), r.id(), null));
    insert(version, "file", Stream.of(data, commits, runs).flatMap(s -> s).toList());
    inferred.notes().forEach(note -> insert(version, note));
  }

  @Override
  public Inferred read(VersionRef version) {
    List<Inferred.Dataset> datasets = new ArrayList<>();
    List<Inferred.Commit> commits = new ArrayList<>();
    List<Inferred.Run> runs = new ArrayList<>();
    jdbc.sql(
            """
            select e.kind, n.key, e.role, e.file, e.name, e.uri, e.system
            from lineage_edge e join lineage_node n on n.id = e.source
            where e.version_id = :version and e.claim = 'file' order by e.id
            """)
        .param("version", version.id())
        .query(
            row -> {
              String file = row.getString("file"), name = row.getString("name");
              switch (row.getString("kind")) {
                case "dataset" ->
                    datasets.add(
                        new Inferred.Dataset(
                            row.getString("key"),
                            row.getString("role"),
                            name,
                            row.getString("uri"),
                            file));
                case "code" -> commits.add(new Inferred.Commit(name, row.getString("uri"), file));
                default -> runs.add(new Inferred.Run(row.getString("system"), name, file));
              }
            });
    return new Inferred(datasets, commits, runs, notes(version));
  }

  @Override
  public List<String> named(VersionRef version, List<String> fileNames) {
    return jdbc.sql(
            """
            select path from artifact
            where version_id = :version
              and lower(substring(path from '[^/]*$')) = any(:names) order by path limit 20
            """)
        .param("version", version.id())
        .param("names", fileNames.toArray(String[]::new))
        .query(String.class)
        .list();
  }

  private List<Inferred.Note> notes(VersionRef version) {
    return jdbc.sql(
            "select file, detail from lineage_note where version_id = :version order by file")
        .param("version", version.id())
        .query((row, n) -> new Inferred.Note(row.getString("file"), row.getString("detail")))
        .list();
  }

  private void insert(VersionRef version, Inferred.Note note) {
    jdbc.sql(
            "insert into lineage_note (version_id, file, detail) values (:version, :file, :detail)")
        .param("version", version.id())
        .param("file", note.file())
        .param("detail", note.detail())
        .update();
  }

  private void insert(VersionRef version, String claim, List<LineageStatement> claims) {
    if (claims.isEmpty()) return;
    NodeKey self = NodeKey.version(version.id());
    Map<NodeKey, Long> ids =
        nodes.findOrInsert(
            Stream.concat(Stream.of(self), claims.stream().map(LineageStatement::source)).toList());
    List<Map<String, Object>> rows =
        claims.stream().map(one -> row(one, ids.get(one.source()))).toList();
    jdbc.sql(
            """
            insert into lineage_edge (source, target, kind, role, claim, model_id, version_id,
              parent_id, file, name, uri, system, rows, dirty, run_id)
            select c.source, :target, c.kind, coalesce(c.role, ''), :claim, :model, :version,
              c.parent, c.file, c.name, c.uri, c.system, c.rows, c.dirty, c.run
            from jsonb_to_recordset(:claims::jsonb) c(source bigint, kind text, role text,
              parent bigint, file text, name text, uri text, system text, rows bigint, dirty boolean,
              run uuid)
            on conflict do nothing
            """)
        .param("target", ids.get(self))
        .param("claim", claim)
        .param("model", version.model().id())
        .param("version", version.id())
        .param("claims", JsonColumn.write(rows))
        .update();
  }

  private static Map<String, Object> row(LineageStatement claim, long source) {
    Map<String, Object> row = new java.util.HashMap<>();
    row.put("source", source);
    row.put("kind", claim.kind().wire());
    row.put("role", claim.role());
    row.put("parent", claim.parent());
    row.put("file", claim.file());
    row.put("name", claim.name());
    row.put("uri", claim.uri());
    row.put("system", claim.system());
    row.put("rows", claim.rows());
    row.put("dirty", claim.dirty());
    row.put("run", claim.kind() == LineageStatement.Kind.RUN ? claim.source().runId() : null);
    return row;
  }

  private static LineageStatement dataset(
      @Nullable String digest,
      @Nullable String role,
      String file,
      String name,
      @Nullable String uri,
      @Nullable Long rows) {
    return new LineageStatement(
        NodeKey.dataset(digest, name, uri),
        LineageStatement.Kind.DATASET,
        role,
        null,
        file,
        name,
        uri,
        null,
        rows,
        null);
  }

  private static LineageStatement code(
      String file, String commit, @Nullable String repository, @Nullable Boolean dirty) {
    return new LineageStatement(
        NodeKey.commit(repository, commit),
        LineageStatement.Kind.CODE,
        null,
        null,
        file,
        commit,
        repository,
        null,
        null,
        dirty);
  }

  private static LineageStatement run(
      VersionRef version, String file, @Nullable String system, String id, @Nullable String url) {
    return new LineageStatement(
        NodeKey.run(version.model().id(), system, id),
        LineageStatement.Kind.RUN,
        null,
        null,
        file,
        id,
        url,
        system,
        null,
        null);
  }
}
