package dev.roster.core.label;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.problem.Refused;
import java.util.regex.Pattern;
import org.semver4j.Semver;

/**
 * The label of a version: a SemVer 2.0.0 version, for example {@code 2.1.0} or {@code
 * 3.0.0-rc.1+b7}. Labels that differ only in build metadata are the same label within a model.
 */
public record Label(String text) implements Comparable<Label> {
  private static final int MAX_LENGTH = 128;
  private static final Pattern BEGINNING = Pattern.compile("[0-9].*");

  public Label {
    if (!isValid(text))
      throw Refused.invalid(
          field("label"),
          "is not a SemVer 2.0.0 version of up to 128 characters, as 2.1.0 or 3.0.0-rc.1");
  }

  public static boolean isValid(String text) {
    return text.length() <= MAX_LENGTH
        && BEGINNING.matcher(text).matches() // the library takes v2.1.0 and blanks too
        && text.equals(text.strip())
        && Semver.parse(text) != null;
  }

  /** The text without build metadata: what is unique in a model. */
  public String key() {
    return text.split("\\+", 2)[0];
  }

  /** Whether it is a release, not a prerelease. */
  public boolean isRelease() {
    return semver().getPreRelease().isEmpty();
  }

  /** The next release after a change of this size; for a prerelease its own release. */
  public String after(Step change) {
    Semver from = semver();
    long major = from.getMajor(), minor = from.getMinor(), patch = from.getPatch();
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

  /** By precedence. */
  @Override
  public int compareTo(Label other) {
    return semver().compareTo(other.semver());
  }

  private Semver semver() {
    return new Semver(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
