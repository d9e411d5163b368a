package dev.roster.core.signature;

import dev.roster.core.artifact.ArtifactFile;
import dev.roster.core.version.Signature;
import dev.roster.core.version.SignatureSource.Kind;
import dev.roster.core.version.SignatureSource.Outcome;
import dev.roster.core.version.SignatureSource.Read;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The model files of a version, and which of them says how the version is called.
 *
 * <p>An ensemble of Triton is what clients call. A file that covers others, as an {@code MLmodel}
 * covers its folder, speaks for them. Of the others the first kind in {@link Kind} counts, and of
 * several files of a kind those nearest to the root, unless two of them contradict each other: then
 * the version holds several models, and nothing says which one is called.
 */
final class ModelFiles {
  private static final int MAX_FILES_PER_KIND = 8;
  private static final int MAX_NAMES = 10;

  private final ReadBudget budget = new ReadBudget();
  private final Map<String, Read> reads = new LinkedHashMap<>();
  private final List<Candidate> candidates = new ArrayList<>();
  private @Nullable Candidate called;
  private boolean tooMany;

  private ModelFiles() {}

  /**
   * @param deeper whether the files below the topmost folder are read too, for a signature that was
   *     given
   */
  static ModelFiles of(List<ModelFormat> formats, List<ArtifactFile> files, boolean deeper) {
    ModelFiles found = new ModelFiles();
    ModelFormat triton = formats.stream().filter(f -> f.kind() == Kind.TRITON).findAny().get();
    List<ArtifactFile> ensembles = Ensembles.among(named(triton, files), found.budget);
    if (!ensembles.isEmpty()) found.read(triton, ensembles, true);
    else found.readAll(formats, files, deeper);
    found.choose();
    return found;
  }

  private static List<ArtifactFile> named(ModelFormat format, List<ArtifactFile> files) {
    return files.stream().filter(file -> format.isNamed(file.path())).toList();
  }

  /** Those that may cover others are read first. */
  private void readAll(List<ModelFormat> formats, List<ArtifactFile> files, boolean deeper) {
    List<ModelFormat> order =
        formats.stream()
            .sorted(
                Comparator.comparing((ModelFormat f) -> f.kind() != Kind.TRITON)
                    .thenComparing(ModelFormat::kind))
            .toList();
    for (ModelFormat format : order) {
      List<ArtifactFile> uncovered =
          named(format, files).stream().filter(file -> !isCovered(file)).toList();
      int highest = uncovered.stream().mapToInt(ModelFiles::depth).min().orElse(0);
      Map<Boolean, List<ArtifactFile>> byPlace =
          uncovered.stream().collect(Collectors.partitioningBy(f -> depth(f) == highest));
      read(format, byPlace.get(true), true);
      if (deeper) read(format, byPlace.get(false), false);
      read(format, named(format, files).stream().filter(this::mayComplete).toList(), false);
    }
    candidates.replaceAll(this::completed);
    candidates.removeIf(candidate -> isCovered(candidate.file()));
    reads
        .keySet()
        .removeIf(
            path -> files.stream().anyMatch(f -> f.path().text().equals(path) && isCovered(f)));
  }

  private boolean isCovered(ArtifactFile file) {
    return candidates.stream().anyMatch(candidate -> candidate.covers(file));
  }

  private boolean mayComplete(ArtifactFile file) {
    return candidates.stream()
        .anyMatch(
            one ->
                one.format().kind() == Kind.TRITON && one.found().leavesOut() && one.covers(file));
  }

  /**
   * Triton takes from the model what its configuration leaves out. If files that it covers differ,
   * nothing is taken.
   */
  private Candidate completed(Candidate config) {
    if (config.format().kind() != Kind.TRITON || !config.found().leavesOut()) return config;
    List<Candidate> models =
        candidates.stream().filter(other -> config.covers(other.file())).toList();
    return !models.isEmpty() && models.stream().allMatch(models.get(0)::saysTheSameAs)
        ? config.completedBy(models.get(0))
        : config;
  }

  private static int depth(ArtifactFile file) {
    return file.path().text().split("/").length;
  }

  private void read(ModelFormat format, List<ArtifactFile> files, boolean top) {
    if (top && files.size() > MAX_FILES_PER_KIND) {
      String detail =
          "is one of %d files of its kind in one folder; send the signature that applies"
              .formatted(files.size());
      add(files.get(0), format, Outcome.AMBIGUOUS, detail);
      tooMany = true;
      return;
    }
    for (ArtifactFile file : files.subList(0, Math.min(files.size(), MAX_FILES_PER_KIND))) {
      try {
        List<FileSignature> found = format.read(new FileBytes(file::bytes, file.size(), budget));
        found.forEach(one -> candidates.add(new Candidate(file, format, one, top)));
        if (found.isEmpty() && top)
          add(file, format, Outcome.NO_SIGNATURE, "has no signature of its own");
      } catch (UnreadableFile unreadable) {
        if (top) add(file, format, Outcome.UNREADABLE, unreadable.getMessage());
      }
    }
  }

  private void choose() {
    List<Candidate> top =
        candidates.stream()
            .filter(Candidate::top)
            .sorted(Comparator.comparing(candidate -> candidate.format().kind()))
            .toList();
    if (top.isEmpty()) return;
    Candidate first = top.get(0);
    boolean one =
        !tooMany
            && top.stream()
                .allMatch(
                    other ->
                        other.format() == first.format()
                            ? first.saysTheSameAs(other)
                            : first.agreesWith(other));
    if (one) called = first;
    for (Candidate candidate : top)
      if (!one) add(candidate, Outcome.AMBIGUOUS, ambiguous(candidate, top));
      else if (candidate.format() == first.format())
        add(candidate, Outcome.USED, candidate.found().detail());
      else add(candidate, Outcome.AGREES, null);
  }

  private static String ambiguous(Candidate candidate, List<Candidate> among) {
    List<String> names =
        among.stream()
            .filter(other -> other.path().equals(candidate.path()))
            .flatMap(other -> Optional.ofNullable(other.found().name()).stream())
            .toList();
    return names.size() > 1
        ? "has the signatures %s, and none of them is called serving_default; send the signature that applies"
            .formatted(some(names))
        : "has another signature than the other files; send the signature that applies";
  }

  private static String some(List<String> names) {
    String shown = String.join(", ", names.subList(0, Math.min(names.size(), MAX_NAMES)));
    return UnreadableFile.printable(
        names.size() > MAX_NAMES
            ? shown + " and %,d more".formatted(names.size() - MAX_NAMES)
            : shown);
  }

  private void add(Candidate candidate, Outcome outcome, @Nullable String detail) {
    add(candidate.file(), candidate.format(), outcome, detail);
  }

  private void add(
      ArtifactFile file, ModelFormat format, Outcome outcome, @Nullable String detail) {
    String path = file.path().text();
    reads.put(path, new Read(path, format.kind(), outcome, detail));
  }

  /** The signature by which the version is called; null if there is none, or several. */
  @Nullable Candidate called() {
    return called;
  }

  /** The files that the given signature agrees with, so that it says which model is called. */
  List<Candidate> agreeing(Signature given) {
    return candidates.stream()
        .filter(c -> Contradictions.between(given, c.found(), c.path()).isEmpty())
        .toList();
  }

  List<Read> reads() {
    return reads.values().stream()
        .sorted(Comparator.comparing(Read::kind).thenComparing(Read::path))
        .toList();
  }

  /** The outcomes if a signature was given that agrees with these files. */
  List<Read> readsOf(List<Candidate> agreeing) {
    if (called != null && agreeing.contains(called)) return withUsed(Outcome.AGREES);
    for (Candidate candidate : candidates)
      if (candidate.top())
        add(candidate, Outcome.AMBIGUOUS, "has another signature than the one that was given");
    for (Candidate candidate : agreeing) add(candidate, Outcome.AGREES, candidate.found().detail());
    return reads();
  }

  private List<Read> withUsed(Outcome outcome) {
    return reads().stream()
        .map(
            read ->
                read.outcome() == Outcome.USED
                    ? new Read(read.path(), read.kind(), outcome, read.detail())
                    : read)
        .toList();
  }

  /**
   * The outcomes if this was kept of the signature.
   *
   * @param kind NONE if nothing was
   */
  List<Read> readsOf(FileSignature kept, Kind kind) {
    Outcome outcome = kind == Kind.NONE ? Outcome.UNREADABLE : Outcome.USED;
    return reads().stream()
        .map(
            read ->
                read.outcome() == Outcome.USED
                    ? new Read(read.path(), read.kind(), outcome, kept.detail())
                    : read)
        .toList();
  }
}
