package dev.roster.core.warning;

import dev.roster.core.artifact.ArtifactFile;
import dev.roster.core.signature.UnreadableFile;
import dev.roster.core.version.Warning;
import dev.roster.core.version.Warning.Code;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The warnings found so far, beside the paths that the version has. */
final class FoundWarnings {
  static final int MAX = 100;

  private final Map<String, Long> sizes = new HashMap<>();
  private final Set<String> folders = new HashSet<>();
  private final Set<Warning> warnings = new LinkedHashSet<>();

  FoundWarnings(List<ArtifactFile> files) {
    for (ArtifactFile file : files) {
      String path = file.path().text();
      sizes.put(path, file.size());
      for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
        if (!folders.add(path.substring(0, end))) break;
    }
  }

  void add(String path, Code code, String detail) {
    if (warnings.size() < MAX)
      warnings.add(new Warning(path, code, UnreadableFile.printable(detail)));
  }

  List<Warning> all() {
    return List.copyOf(warnings);
  }

  Set<String> paths() {
    return sizes.keySet();
  }

  /** Whether the version has a file or a folder at the path. */
  boolean has(String path) {
    return sizes.containsKey(path) || folders.contains(path) || path.isEmpty();
  }

  /** The size of the file; -1 if there is none. */
  long size(String path) {
    return sizes.getOrDefault(path, -1L);
  }

  /** The folder of a file: empty, or with a slash at its end. */
  static String folder(String path) {
    return path.substring(0, path.lastIndexOf('/') + 1);
  }

  /**
   * The place that a file names from its folder on.
   *
   * @return null if the place is absolute or outside the version
   */
  static @Nullable String place(String file, String named) {
    if (named.startsWith("/") || named.startsWith("\\") || named.matches("[A-Za-z]:.*"))
      return null;
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : (folder(file) + named).split("/")) {
      if (segment.isEmpty() || segment.equals(".")) continue;
      if (!segment.equals("..")) segments.addLast(segment);
      else if (segments.pollLast() == null) return null;
    }
    return String.join("/", segments);
  }
}
