package dev.roster.core.lineage;

import dev.roster.core.digest.Sha256;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects the lineage in the files of a version, up to a number of entries. */
final class LineageCollector {
  private static final int MAX_ENTRIES = 1_000;
  private static final Pattern SOURCE = Pattern.compile("\"(?:uri|url|path)\": \"([^\"]*)\"");
  private static final Pattern COMMIT = Pattern.compile("[0-9a-fA-F]{7,64}");

  private final Set<String> artifacts;
  private final List<Inferred.Dataset> datasets = new ArrayList<>();
  private final List<Inferred.Commit> commits = new ArrayList<>();
  private final List<Inferred.Run> runs = new ArrayList<>();
  private final Map<String, String> notes = new TreeMap<>();

  /** The files that track an artifact of the version itself. */
  private final Set<String> ownFiles = new HashSet<>();

  /**
   * @param artifacts the paths of all artifacts of the version
   */
  LineageCollector(Set<String> artifacts) {
    this.artifacts = artifacts;
  }

  /**
   * An output that a file tracks.
   *
   * @param directory where its path begins, as seen from the file
   */
  void tracked(Map<?, ?> entry, @Nullable Object directory, String file) {
    String path = text(entry.get("path"), 512), from = text(directory, 512);
    String place =
        Path.of("/" + file, "..", from == null ? "." : from, path == null ? "." : path)
            .normalize()
            .toString();
    if (path == null || !artifacts.contains(place.substring(1))) data(entry, "data", file);
    else ownFiles.add(file);
  }

  /** An output or dependency as DVC writes it; one that does not identify its data is left out. */
  void data(Map<?, ?> entry, String role, String file) {
    if (entry.containsKey("db")) return; // a query; the out has the digest of its result
    DvcEntry data = DvcEntry.of(entry);
    if (DvcEntry.isMalformed(entry))
      note(file, "has a malformed md5, which was left out: " + data.path());
    else add(data, role, file);
  }

  /** A dataset of a {@code dvc.lock}. */
  void dataset(Map<?, ?> dataset, String file) {
    add(DvcEntry.ofDataset(dataset), "dependency", file);
  }

  /** Data that a run of MLflow logged; its digest is short, so its name and source count too. */
  void mlflowDataset(Map<?, ?> dataset, String file) {
    String name = text(dataset.get("name"), 512), digest = text(dataset.get("digest"), 128);
    if (name == null || digest == null) return;
    String source = dataset.get("source") instanceof String text ? text : "";
    String id = Sha256.ofText(name + '\u001F' + source + '\u001F' + digest).hex();
    Matcher uri = SOURCE.matcher(source);
    if (datasets.size() < MAX_ENTRIES)
      datasets.add(
          new Inferred.Dataset(
              "mlflow:" + id, "data", name, uri.find() ? text(uri.group(1), 2_048) : null, file));
  }

  private void add(DvcEntry data, String role, String file) {
    if (data.path() == null) note(file, "has an entry without a path, which was left out");
    else if (data.digest() != null && datasets.size() == MAX_ENTRIES)
      note(file, "names data beyond the first 1,000, which were left out");
    else if (data.digest() != null)
      datasets.add(new Inferred.Dataset(data.digest(), role, data.path(), data.uri(), file));
  }

  void commit(@Nullable Object commit, @Nullable Object repository, String file) {
    String hash = text(commit, 128);
    if (hash == null) return;
    if (!COMMIT.matcher(hash).matches()) note(file, "has a git commit that is not a hash");
    else if (commits.size() < MAX_ENTRIES)
      commits.add(new Inferred.Commit(hash, text(repository, 2_048), file));
  }

  void run(String system, @Nullable Object id, String file) {
    String text = text(id, 512);
    if (text != null && runs.size() < MAX_ENTRIES) runs.add(new Inferred.Run(system, text, file));
  }

  /** Only the first note about a file is kept. */
  void note(String file, String detail) {
    if (notes.size() < MAX_ENTRIES) notes.putIfAbsent(file, detail);
  }

  /** Whether the file gave something to the lineage. */
  boolean hasTaken(String file) {
    return datasets.stream().anyMatch(one -> one.file().equals(file))
        || commits.stream().anyMatch(one -> one.file().equals(file))
        || runs.stream().anyMatch(one -> one.file().equals(file));
  }

  boolean isOfOwnArtifacts(String file) {
    return ownFiles.contains(file);
  }

  Inferred inferred() {
    return new Inferred(
        datasets,
        commits,
        runs,
        notes.entrySet().stream()
            .map(note -> new Inferred.Note(note.getKey(), note.getValue()))
            .toList());
  }

  /** The value as a text; null if it is empty, too long, or PostgreSQL cannot store it. */
  static @Nullable String text(@Nullable Object value, int maxLength) {
    if (!(value instanceof String || value instanceof Number)) return null;
    String text = value.toString().strip();
    boolean bad =
        text.isEmpty()
            || text.length() > maxLength
            || text.codePoints().anyMatch(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF));
    return bad ? null : text;
  }
}
