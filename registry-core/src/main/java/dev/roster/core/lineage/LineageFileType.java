package dev.roster.core.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.yaml.SafeYaml;
import dev.roster.core.yaml.UnreadableYaml;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The types of files that carry the lineage of a version. */
enum LineageFileType {
  /**
   * Data that DVC tracks, for example {@code data.csv.dvc}. An output that is itself an artifact of
   * the version is a part of the version, not a source of it.
   */
  DVC {
    @Override
    boolean is(String path, String name) {
      return name.endsWith(".dvc") && name.length() > ".dvc".length();
    }

    @Override
    void read(byte[] bytes, String file, LineageCollector collector) throws UnreadableYaml {
      Map<?, ?> document = map(SafeYaml.read(bytes), file, collector);
      for (Object out : list(document, "outs", file, collector))
        collector.tracked(map(out, file, collector), document.get("wdir"), file);
      for (Object dep : list(document, "deps", file, collector))
        collector.data(map(dep, file, collector), "dependency", file);
    }

    @Override
    String nothing() {
      return "names no data by an md5, an etag or a revision, for example because it was not downloaded yet";
    }
  },

  /**
   * Data that the stages of a DVC pipeline read. Data that they wrote are results, unless another
   * stage reads them.
   */
  DVC_LOCK {
    @Override
    boolean is(String path, String name) {
      return name.equals("dvc.lock");
    }

    @Override
    void read(byte[] bytes, String file, LineageCollector collector) throws UnreadableYaml {
      Map<?, ?> document = map(SafeYaml.read(bytes), file, collector);
      Object schema = document.get("schema");
      if (schema != null && !schema.toString().startsWith("2")) {
        collector.note(file, "has another schema than 2, the only one that is read");
        return;
      }
      // schema 1.0 has the stages at the top
      Object stages = schema == null ? document : document.get("stages");
      List<Map<?, ?>> outs = new ArrayList<>();
      Set<@Nullable String> read = new HashSet<>();
      for (Object stage : map(stages == null ? Map.of() : stages, file, collector).values()) {
        Map<?, ?> one = map(stage, file, collector);
        for (Object dep : list(one, "deps", file, collector)) {
          Map<?, ?> entry = map(dep, file, collector);
          read.add(DvcEntry.of(entry).digest());
          collector.data(entry, "dependency", file);
        }
        for (Object out : list(one, "outs", file, collector)) outs.add(map(out, file, collector));
      }
      for (Object dataset : list(document, "datasets", file, collector))
        collector.dataset(map(dataset, file, collector), file);
      for (Map<?, ?> out : outs)
        if (DvcEntry.of(out).digest() != null && read.contains(DvcEntry.of(out).digest()))
          collector.data(out, "output", file);
    }

    @Override
    String nothing() {
      return "names no data that a stage reads by an md5, an etag or a revision";
    }
  },

  /** A list of packages. It is a lock only if it pins the version of each package. */
  REQUIREMENTS {
    @Override
    boolean is(String path, String name) {
      return name.equalsIgnoreCase("requirements.txt");
    }

    @Override
    void read(byte[] bytes, String file, LineageCollector collector) {
      String loose = Requirements.loose(new String(bytes, UTF_8));
      if (loose != null) collector.note(file, loose);
    }

    @Override
    @Nullable String nothing() {
      return null; // it locks the environment
    }
  },

  /** The metadata that MLflow writes beside a model or run. */
  MLFLOW {
    @Override
    boolean is(String path, String name) {
      return name.equals("MLmodel") || name.equals("meta.yaml");
    }

    @Override
    void read(byte[] bytes, String file, LineageCollector collector) throws UnreadableYaml {
      Map<?, ?> document = map(SafeYaml.read(bytes), file, collector);
      Stream.of("run_id", "run_uuid", "source_run_id") // of runs, old runs, and models of MLflow 3
          .filter(document::containsKey)
          .findFirst()
          .ifPresent(name -> collector.run("mlflow", document.get(name), file));
      if (document.containsKey("source_type") && document.containsKey("digest"))
        collector.mlflowDataset(document, file);
      for (String place : List.of("tags", "metadata"))
        if (document.get(place) instanceof Map<?, ?> tags)
          collector.commit(
              tags.get("mlflow.source.git.commit"), tags.get("mlflow.source.git.repoURL"), file);
    }

    @Override
    String nothing() {
      return "names neither a run nor a commit nor data of MLflow";
    }
  },

  /** A tag of a run in MLflow's file store. */
  MLFLOW_COMMIT {
    @Override
    boolean is(String path, String name) {
      return name.equals("mlflow.source.git.commit")
          && (path.startsWith("tags/") || path.contains("/tags/"));
    }

    @Override
    void read(byte[] bytes, String file, LineageCollector collector) {
      collector.commit(new String(bytes, UTF_8).strip(), null, file);
    }

    @Override
    String nothing() {
      return "names no commit";
    }
  };

  abstract boolean is(String path, String name);

  /** Adds the lineage in the file. Malformed entries become notes. */
  abstract void read(byte[] bytes, String file, LineageCollector collector) throws UnreadableYaml;

  /** What is said of a file from which nothing was taken; null if there is nothing to take. */
  abstract @Nullable String nothing();

  static Optional<LineageFileType> of(ArtifactPath path) {
    return Arrays.stream(values()).filter(k -> k.is(path.text(), path.fileName())).findFirst();
  }

  private static Map<?, ?> map(@Nullable Object value, String file, LineageCollector collector) {
    if (value instanceof Map<?, ?> map) return map;
    collector.note(file, "does not have the known form of this kind of file");
    return Map.of();
  }

  private static List<?> list(Map<?, ?> in, String key, String file, LineageCollector collector) {
    Object value = in.get(key);
    if (value == null) return List.of();
    if (value instanceof List<?> list) return list;
    collector.note(file, "has " + key + " that are not a list");
    return List.of();
  }
}
