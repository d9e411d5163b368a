package dev.roster.core.unpack;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.problem.FieldPath;
import dev.roster.core.problem.Refused;
import java.util.HashMap;
import java.util.Map;

/**
 * The paths of the files of an archive. Each is taken once, whatever the case of its letters, and
 * none is a folder of another.
 */
final class UnpackedNames {
  private static final int MAX_SHOWN = 200;
  private static final String HERE = "./";

  private final String prefix;
  private final int maxDepth;
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> folders = new HashMap<>();

  /**
   * @param prefix the folder that the files are put into; empty for none
   * @throws Refused {@code invalid_field} if it is no path
   */
  UnpackedNames(String prefix, int maxDepth) {
    this.prefix = prefix.isEmpty() ? "" : folder(prefix);
    this.maxDepth = maxDepth;
  }

  private static String folder(String prefix) {
    String path = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
    try {
      return new ArtifactPath(path) + "/";
    } catch (Refused refused) {
      throw Refused.invalid(field("prefix"), rule(refused));
    }
  }

  /**
   * The path of the next file.
   *
   * @throws Refused {@code invalid_field} or {@code path_conflict} naming the entry
   */
  ArtifactPath add(String name) {
    String relative = name;
    while (relative.startsWith(HERE)) relative = relative.substring(HERE.length());
    ArtifactPath path = path(name, prefix + relative);
    long folders = path.text().chars().filter(c -> c == '/').count();
    if (folders > maxDepth)
      throw refused(
          name, "is %,d folders deep; at most %,d are taken".formatted(folders, maxDepth));
    String twin = names.putIfAbsent(path.key(), name);
    if (twin == null) {
      refuseFileAsFolder(name, path);
      return path;
    }
    throw refused(
        name,
        twin.equals(name)
            ? "is there twice; each file is taken once"
            : "and '%s' differ at most by the case of letters".formatted(shown(twin)));
  }

  private void refuseFileAsFolder(String name, ArtifactPath path) {
    String below = folders.get(path.key());
    if (below != null) throw ArchiveEntryFault.conflict(name, fileAndFolder(below));
    for (String folder : path.folderKeys()) {
      String file = names.get(folder);
      if (file != null) throw ArchiveEntryFault.conflict(name, fileAndFolder(file));
      folders.putIfAbsent(folder, name);
    }
  }

  private static String fileAndFolder(String other) {
    return "and '%s' cannot both be files, as one would be a folder of the other; rename one of them"
        .formatted(shown(other));
  }

  private ArtifactPath path(String name, String path) {
    try {
      return new ArtifactPath(path);
    } catch (Refused refused) {
      throw refused(name, rule(refused));
    }
  }

  private static String rule(Refused refused) {
    return refused.faults().get(0).detail();
  }

  private static Refused refused(String name, String rule) {
    return ArchiveEntryFault.invalid(name, rule);
  }

  /** The place of an entry of the archive. */
  static FieldPath entry(String name) {
    return field("entries", shown(name));
  }

  private static String shown(String name) {
    return name.length() <= MAX_SHOWN ? name : name.substring(0, MAX_SHOWN) + "…";
  }
}
