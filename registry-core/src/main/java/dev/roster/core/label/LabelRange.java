package dev.roster.core.label;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.problem.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of releases: {@code ^2}, {@code ~2.1}, {@code >=2.1 <3}, {@code 2.x}, {@code 1.2 - 2.3},
 * alternatives joined by {@code ||}, as npm writes them. Prereleases are in no range, so each
 * alternative is one interval of releases.
 */
public record LabelRange(String text, List<Interval> intervals) {
  /** Releases from {@code from} on, below {@code below}. */
  public record Interval(Release from, Release below) {}

  /** A release's three numbers, which a bound may have more of than a label. */
  public record Release(long major, long minor, long patch) {
    private static final Release FIRST = new Release(0, 0, 0);
    private static final Release BEYOND = new Release(Long.MAX_VALUE, 0, 0);

    boolean isBelow(Release other) {
      if (major != other.major) return major < other.major;
      return minor != other.minor ? minor < other.minor : patch < other.patch;
    }
  }

  private static final int MAX_LENGTH = 256;
  private static final int MAX_ALTERNATIVES = 16;
  private static final Pattern PARTIAL =
      Pattern.compile(
          "v?(?<major>%1$s|[xX*])(\\.(?<minor>%1$s|[xX*])(\\.(?<patch>%1$s|[xX*])(?<pre>%2$s)?(%3$s)?)?)?"
              .formatted(Label.NUMBER, Label.PRERELEASE, Label.BUILD));

  /** What could be taken for a label or a range, also with numbers that SemVer refuses. */
  private static final Pattern LOOKS_LIKE_ONE =
      Pattern.compile(
          "v?([0-9]+|[xX*])(\\.([0-9]+|[xX*])"
              + "(\\.([0-9]+|[xX*])(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?)?)?");

  private static final Pattern COMPARATOR =
      Pattern.compile("(?<op>\\^|~>?|>=|<=|>|<|=)? *(?<partial>[^ ^~<>=]+)");

  /**
   * @throws Refused {@code invalid_field} for the field {@code reference}
   */
  public static LabelRange parse(String text) {
    if (text.length() > MAX_LENGTH) throw wrong(text.substring(0, 32) + "…");
    String[] alternatives = text.split("\\|\\|", -1);
    if (alternatives.length > MAX_ALTERNATIVES) throw wrong(text);
    List<Interval> intervals = new ArrayList<>();
    for (String alternative : alternatives) intervals.add(interval(alternative.strip(), text));
    return new LabelRange(text, List.copyOf(intervals));
  }

  /** Whether an alias of this name could be taken for a label or a range. */
  public static boolean reads(String name) {
    return LOOKS_LIKE_ONE.matcher(name).matches();
  }

  private static Interval interval(String alternative, String text) {
    String[] ends = alternative.split(" +- +", -1);
    if (ends.length == 2) {
      Interval lower = comparator(">=", ends[0], text), upper = comparator("<=", ends[1], text);
      return new Interval(lower.from(), upper.below());
    }
    Release from = Release.FIRST, below = Release.BEYOND;
    Matcher comparators = COMPARATOR.matcher(alternative);
    int at = 0;
    while (at < alternative.length() && comparators.find(at) && comparators.start() == at) {
      String op = comparators.group("op");
      Interval one = comparator(op == null ? "=" : op, comparators.group("partial"), text);
      if (from.isBelow(one.from())) from = one.from();
      if (one.below().isBelow(below)) below = one.below();
      at = comparators.end();
      while (at < alternative.length() && alternative.charAt(at) == ' ') at++;
    }
    if (at == 0 || at < alternative.length()) throw wrong(text);
    return new Interval(from, below);
  }

  private static Interval comparator(String op, String partial, String text) {
    Matcher parts = PARTIAL.matcher(partial);
    if (!parts.matches()) throw wrong(text);
    List<Long> numbers = new ArrayList<>();
    for (String part : List.of("major", "minor", "patch")) {
      String number = parts.group(part);
      if (number == null || !Character.isDigit(number.charAt(0))) break;
      numbers.add(Long.parseLong(number));
    }
    boolean prerelease = parts.group("pre") != null;
    if (prerelease && numbers.size() < 3) throw wrong(text);
    if (numbers.isEmpty())
      return switch (op) {
        case "<", ">" -> new Interval(Release.FIRST, Release.FIRST); // nothing is beyond all
        default -> new Interval(Release.FIRST, Release.BEYOND);
      };
    Release start = release(numbers, numbers.size() - 1, 0);
    Release end =
        release(numbers, numbers.size() - 1, 1); // of the range that a partial label denotes
    if (prerelease) end = start; // a prerelease sorts just below its release
    return switch (op) {
      case "^" -> new Interval(start, release(numbers, firstMoved(numbers), 1));
      case "~", "~>" -> new Interval(start, release(numbers, Math.min(1, numbers.size() - 1), 1));
      case ">=" -> new Interval(start, Release.BEYOND);
      case ">" -> new Interval(end, Release.BEYOND);
      case "<=" -> new Interval(Release.FIRST, end);
      case "<" -> new Interval(Release.FIRST, start);
      default -> new Interval(start, end);
    };
  }

  /** The index of the leftmost number that is not zero, or of the last number. ^ keeps it. */
  private static int firstMoved(List<Long> numbers) {
    for (int i = 0; i < numbers.size(); i++) if (numbers.get(i) != 0) return i;
    return numbers.size() - 1;
  }

  /** The numbers up to {@code last}, that one raised, zeros after it. */
  private static Release release(List<Long> numbers, int last, int raise) {
    long[] all = new long[3];
    for (int i = 0; i <= last; i++) all[i] = numbers.get(i) + (i == last ? raise : 0);
    return new Release(all[0], all[1], all[2]);
  }

  private static Refused wrong(String text) {
    return Refused.invalid(
        field("reference"),
        ("'%s' is not a stage, alias, label or range of labels; ask for housing@production,"
                + " housing@champion, housing@2.1.0, housing@^2, housing@~2.1 or housing/7")
            .formatted(text));
  }
}
