package dev.roster.core.lineage;

import dev.roster.core.artifact.ArtifactFile;
import dev.roster.core.version.ArtifactReader;
import dev.roster.core.version.Version;
import dev.roster.core.yaml.SafeYaml;
import dev.roster.core.yaml.UnreadableYaml;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Reads the files of DVC and MLflow among the artifacts of a version. Their lineage is shown beside
 * the lineage that was given and never replaces it. It is not part of the manifest, because the
 * files are.
 */
@Component
class FileLineage implements ArtifactReader {
  private static final int MAX_FILES = 200;

  private final InferredStore store;

  FileLineage(InferredStore store) {
    this.store = store;
  }

  @Override
  public Reading read(Version draft, List<ArtifactFile> files) {
    LineageCollector collector =
        new LineageCollector(
            files.stream().map(file -> file.path().text()).collect(Collectors.toSet()));
    int read = 0;
    for (ArtifactFile file : files) {
      Optional<LineageFileType> kind = LineageFileType.of(file.path());
      if (kind.isEmpty()) continue;
      String path = file.path().text();
      if (++read > MAX_FILES)
        collector.note(
            path, "was not read, because only the first 200 files of this kind are read");
      else if (file.size() > SafeYaml.MAX_LENGTH)
        collector.note(path, "was not read: it has over 1 MiB");
      else read(kind.get(), file.bytes(), path, collector);
    }
    Inferred inferred = collector.inferred();
    return locked -> {
      if (!inferred.equals(Inferred.NOTHING)) store.insert(locked.ref(), inferred);
    };
  }

  private static void read(
      LineageFileType kind, byte[] bytes, String path, LineageCollector collector) {
    try {
      kind.read(bytes, path, collector);
    } catch (UnreadableYaml unreadable) {
      collector.note(path, String.valueOf(unreadable.getMessage()));
    }
    String nothing =
        collector.isOfOwnArtifacts(path) ? "tracks only artifacts of this version" : kind.nothing();
    if (nothing != null && !collector.hasTaken(path)) collector.note(path, nothing);
  }
}
