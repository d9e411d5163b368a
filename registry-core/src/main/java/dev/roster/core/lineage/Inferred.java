package dev.roster.core.lineage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lineage that was read from the files of a version; each entry names its file. */
public record Inferred(
    List<Dataset> datasets, List<Commit> commits, List<Run> runs, List<Note> notes) {
  public static final Inferred NOTHING = new Inferred(List.of(), List.of(), List.of(), List.of());

  public Inferred {
    datasets = List.copyOf(datasets);
    commits = List.copyOf(commits);
    runs = List.copyOf(runs);
    notes = List.copyOf(notes);
  }

  /**
   * @param path the path in DVC
   * @param uri the repository and its revision, for data of another repository of DVC
   */
  public record Dataset(
      String digest, String role, String path, @Nullable String uri, String file) {}

  public record Commit(String commit, @Nullable String repository, String file) {}

  public record Run(@Nullable String system, String id, String file) {}

  /** A file that could not be read, or from which nothing was taken, and why. */
  public record Note(String file, String detail) {}
}
