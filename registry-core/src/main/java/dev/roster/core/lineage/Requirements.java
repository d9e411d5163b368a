package dev.roster.core.lineage;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks whether a {@code requirements.txt} pins every package, reading it as pip does. */
final class Requirements {
  private static final Pattern HASHES = Pattern.compile("\\s--hash[= ]\\S+");
  private static final Pattern PINNED =
      Pattern.compile("[\\w.-]+\\s*(\\[[^\\]]*\\])?\\s*={2,3}\\s*[^\\s,*;]+");
  private static final Pattern PINNED_ADDRESS =
      Pattern.compile("\\S+\\s*@\\s*\\S+(@[0-9a-f]{40}|sha256=[0-9a-f]{64})\\b\\S*");
  private static final Pattern OTHER_FILE =
      Pattern.compile("(-r|-e|--requirement|--editable)([\\s=].*)?");

  private Requirements() {}

  /** Why the file is not a lock; null if it names packages and pins the version of each. */
  static @Nullable String loose(String text) {
    int packages = 0;
    for (String line : text.replaceAll("\\\\\\r?\\n", " ").split("\\R")) {
      String entry = HASHES.matcher(line.replaceAll("(^|\\s)#.*", "")).replaceAll(" ").strip();
      if (entry.isEmpty() || entry.startsWith("-") && !OTHER_FILE.matcher(entry).matches())
        continue;
      packages++;
      String named = entry.split(";", 2)[0].strip();
      if (!PINNED.matcher(named).matches() && !PINNED_ADDRESS.matcher(named).matches())
        return "does not lock the environment, because it does not pin with == "
            + named.substring(0, Math.min(100, named.length())).replaceAll("\\p{C}", " ");
    }
    return packages == 0 ? "does not lock the environment, because it names no package" : null;
  }
}
