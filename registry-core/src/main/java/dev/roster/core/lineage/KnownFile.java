package dev.roster.core.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.yaml.SafeYaml;
import dev.roster.core.yaml.UnreadableYaml;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of files that say where a version comes from. */
enum KnownFile {
  /** What DVC tracks: {@code data.csv.dvc}. */
  DVC {
    @Override
    boolean is(String path, String name) {
      return name.endsWith(".dvc") && name.length() > ".dvc".length();
    }

    @Override
    void read(byte[] bytes, String file, Finds finds) throws UnreadableYaml {
      Map<?, ?> document = map(SafeYaml.read(bytes), file, finds);
      for (Object out : list(document, "outs", file, finds))
        finds.data(map(out, file, finds), "data", file);
      for (Object dep : list(document, "deps", file, finds))
        finds.data(map(dep, file, finds), "dependency", file);
    }
  },

  /** What the stages of a DVC pipeline read and wrote. */
  DVC_LOCK {
    @Override
    boolean is(String path, String name) {
      return name.equals("dvc.lock");
    }

    @Override
    void read(byte[] bytes, String file, Finds finds) throws UnreadableYaml {
      Map<?, ?> document = map(SafeYaml.read(bytes), file, finds);
      Object schema = document.get("schema");
      if (schema != null && !schema.toString().startsWith("2")) {
        finds.note(file, "has another schema than 2, the one that is read");
        return;
      }
      Object stages = document.containsKey("stages") ? document.get("stages") : Map.of();
      for (Object stage : map(stages, file, finds).values()) {
        Map<?, ?> one = map(stage, file, finds);
        for (Object dep : list(one, "deps", file, finds))
          finds.data(map(dep, file, finds), "dependency", file);
        for (Object out : list(one, "outs", file, finds))
          finds.data(map(out, file, finds), "output", file);
      }
    }
  },

  /** What MLflow writes beside a model or run. */
  MLFLOW {
    @Override
    boolean is(String path, String name) {
      return name.equals("MLmodel") || name.equals("meta.yaml");
    }

    @Override
    void read(byte[] bytes, String file, Finds finds) throws UnreadableYaml {
      Map<?, ?> document = map(SafeYaml.read(bytes), file, finds);
      Object run = document.get("run_id");
      finds.run("mlflow", run == null ? document.get("run_uuid") : run, file);
      for (String place : List.of("tags", "metadata"))
        if (document.get(place) instanceof Map<?, ?> tags)
          finds.commit(
              tags.get("mlflow.source.git.commit"), tags.get("mlflow.source.git.repoURL"), file);
    }
  },

  /** A tag of a run, as MLflow's file store keeps it. */
  MLFLOW_COMMIT {
    @Override
    boolean is(String path, String name) {
      return name.equals("mlflow.source.git.commit")
          && (path.startsWith("tags/") || path.contains("/tags/"));
    }

    @Override
    void read(byte[] bytes, String file, Finds finds) {
      finds.commit(new String(bytes, UTF_8).strip(), null, file);
    }
  };

  abstract boolean is(String path, String name);

  /** Adds what the file says; what it says wrongly becomes a note. */
  abstract void read(byte[] bytes, String file, Finds finds) throws UnreadableYaml;

  static Optional<KnownFile> of(ArtifactPath path) {
    return Arrays.stream(values()).filter(k -> k.is(path.text(), path.fileName())).findFirst();
  }

  private static Map<?, ?> map(@Nullable Object value, String file, Finds finds) {
    if (value instanceof Map<?, ?> map) return map;
    finds.note(file, "has not the form that is known of such files");
    return Map.of();
  }

  private static List<?> list(Map<?, ?> in, String key, String file, Finds finds) {
    Object value = in.get(key);
    if (value == null) return List.of();
    if (value instanceof List<?> list) return list;
    finds.note(file, "has " + key + " that are no list");
    return List.of();
  }
}
