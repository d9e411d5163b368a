package dev.roster.core.label;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.problem.Refused;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The label of a version: a SemVer 2.0.0 version, for example {@code 2.1.0} or {@code
 * 3.0.0-rc.1+b7}. Labels that differ only in build metadata are the same label within a model.
 * SemVer sets no limit on a number; here each of the three has up to 18 digits, so date-time
 * patches such as {@code 1.0.20261127123456} fit.
 */
public record Label(String text) implements Comparable<Label> {
  private static final int MAX_LENGTH = 128;

  /** A number without leading zeros that fits a signed 64-bit integer. */
  static final String NUMBER = "(?:0|[1-9][0-9]{0,17})";

  /** {@code -} and identifiers joined by dots; a numeric one has no leading zeros (SemVer 9). */
  static final String PRERELEASE =
      "-(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(?:\\.(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*";

  /** {@code +} and identifiers joined by dots (SemVer 10). */
  static final String BUILD = "\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*";

  private static final Pattern SEMVER =
      Pattern.compile(
          "(?<major>%1$s)\\.(?<minor>%1$s)\\.(?<patch>%1$s)(?<pre>%2$s)?(?:%3$s)?"
              .formatted(NUMBER, PRERELEASE, BUILD));

  public Label {
    if (!isValid(text))
      throw Refused.invalid(
          field("label"),
          "must be a SemVer 2.0.0 version of up to 128 characters, such as 2.1.0 or 3.0.0-rc.1, whose"
              + " numbers have up to 18 digits and no leading zero",
          text);
  }

  public static boolean isValid(String text) {
    return text.length() <= MAX_LENGTH && SEMVER.matcher(text).matches();
  }

  /** The text without build metadata: what is unique in a model. */
  public String key() {
    return text.split("\\+", 2)[0];
  }

  /** Whether it is a release, not a prerelease. */
  public boolean isRelease() {
    return prerelease() == null;
  }

  /** The next release after a change of this size; for a prerelease its own release. */
  public String after(Step change) {
    long major = number("major"), minor = number("minor"), patch = number("patch");
    if (isRelease())
      switch (change) {
        case MAJOR -> {
          major++;
          minor = patch = 0;
        }
        case MINOR -> {
          minor++;
          patch = 0;
        }
        case PATCH -> patch++;
      }
    return major + "." + minor + "." + patch;
  }

  /** The number of a label that a change increments. */
  public enum Step {
    MAJOR,
    MINOR,
    PATCH
  }

  /** By precedence (SemVer 11), in which build metadata have no part. */
  @Override
  public int compareTo(Label other) {
    for (String part : new String[] {"major", "minor", "patch"}) {
      int order = Long.compare(number(part), other.number(part));
      if (order != 0) return order;
    }
    String ours = prerelease(), theirs = other.prerelease();
    if (ours == null || theirs == null) return Boolean.compare(ours == null, theirs == null);
    return comparePrereleases(ours.split("\\."), theirs.split("\\."));
  }

  private static int comparePrereleases(String[] ours, String[] theirs) {
    for (int i = 0; i < Math.min(ours.length, theirs.length); i++) {
      int order = compareIdentifiers(ours[i], theirs[i]);
      if (order != 0) return order;
    }
    return Integer.compare(ours.length, theirs.length);
  }

  /** Numbers by value, texts by ASCII, a number before a text. */
  private static int compareIdentifiers(String ours, String theirs) {
    boolean number = isNumber(ours);
    if (number != isNumber(theirs)) return number ? -1 : 1;
    if (number && ours.length() != theirs.length()) return ours.length() - theirs.length();
    return ours.compareTo(theirs);
  }

  private static boolean isNumber(String identifier) {
    return identifier.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private long number(String part) {
    return Long.parseLong(parsed().group(part));
  }

  private @Nullable String prerelease() {
    String pre = parsed().group("pre");
    return pre == null ? null : pre.substring(1);
  }

  private Matcher parsed() {
    Matcher matcher = SEMVER.matcher(text);
    if (!matcher.matches()) throw new IllegalStateException(text);
    return matcher;
  }

  @Override
  public String toString() {
    return text;
  }
}
