package dev.roster.app.audit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text of a C2SP tlog-checkpoint.
 *
 * @param origin the name of the log
 * @param root the 32 bytes in base64
 */
record SignedRoot(String origin, long size, String root) {
  private static final Pattern SIZE = Pattern.compile("0|[1-9][0-9]{0,17}");

  /** Empty if the text is not that of a checkpoint. Lines after the root are extensions. */
  static Optional<SignedRoot> parse(String text) {
    List<String> lines = Arrays.asList(text.split("\n", -1)); // the last one is empty
    if (lines.size() < 4 || lines.indexOf("") != lines.size() - 1) return Optional.empty();
    if (!SIZE.matcher(lines.get(1)).matches()) return Optional.empty();
    return StrictBase64.decode(lines.get(2))
        .filter(root -> root.length == 32)
        .map(root -> new SignedRoot(lines.get(0), Long.parseLong(lines.get(1)), lines.get(2)));
  }
}
