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
import org.jspecify.annotations.Nullable;

/** The kinds of files that say where a version comes from. */
enum KnownFile {
  /**
   * What DVC tracks: {@code data.csv.dvc}. An out that is there itself, as an artifact at its path,
   * is a part of the version, not what it was made of.
   */
  DVC {
    @Override
    boolean is(String path, String name) {
      return name.endsWith(".dvc") && name.length() > ".dvc".length();
    }

    @Override
    void read(byte[] bytes, String file, Finds finds) throws UnreadableYaml {
      Map<?, ?> document = map(SafeYaml.read(bytes), file, finds);
      for (Object out : list(document, "outs", file, finds))
        finds.tracked(map(out, file, finds), document.get("wdir"), file);
      for (Object dep : list(document, "deps", file, finds))
        finds.data(map(dep, file, finds), "dependency", file);
    }
  },

  /**
   * What the stages of a DVC pipeline read. What they wrote is what came of it, unless a stage read
   * it again.
   */
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
      List<Map<?, ?>> outs = new ArrayList<>();
      Set<@Nullable String> read = new HashSet<>();
      for (Object stage : map(stages, file, finds).values()) {
        Map<?, ?> one = map(stage, file, finds);
        for (Object dep : list(one, "deps", file, finds)) {
          Map<?, ?> entry = map(dep, file, finds);
          read.add(Finds.digest(entry));
          finds.data(entry, "dependency", file);
        }
        for (Object out : list(one, "outs", file, finds)) outs.add(map(out, file, finds));
      }
      for (Map<?, ?> out : outs)
        if (Finds.digest(out) != null && read.contains(Finds.digest(out)))
          finds.data(out, "output", file);
    }
  },

  /** A list of packages; one that does not say which version of each is no lock. */
  REQUIREMENTS {
    @Override
    boolean is(String path, String name) {
      return name.equalsIgnoreCase("requirements.txt");
    }

    @Override
    void read(byte[] bytes, String file, Finds finds) {
      String loose = Requirements.loose(new String(bytes, UTF_8));
      if (loose != null) finds.note(file, loose);
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
