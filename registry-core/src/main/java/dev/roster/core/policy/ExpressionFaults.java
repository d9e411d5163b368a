package dev.roster.core.policy;

import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.runtime.CelEvaluationException;
import dev.roster.core.problem.EditDistance;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says what is wrong with an expression, with its position and the name that was meant. */
final class ExpressionFaults {
  private static final int MAX_SHOWN = 3;
  private static final int MAX_MESSAGE = 500;
  private static final Pattern UNKNOWN =
      Pattern.compile("(?:undeclared reference to|undefined field) '([^']*)'.*");
  private static final Pattern NO_OVERLOAD =
      Pattern.compile("found no matching overload for '([^']*)' applied to '([^']*)'.*");
  private static final Pattern MIXED = Pattern.compile("\\((int, double|double, int)\\)");
  private static final Pattern WITHOUT_PLACE =
      Pattern.compile("evaluation error(?: at \\S+)?: (.*)", Pattern.DOTALL);

  private ExpressionFaults() {}

  /** As the rest of a sentence that begins with the name of the field. */
  static String worded(CelValidationException wrong) {
    return "is not a condition in CEL: "
        + wrong.getErrors().stream()
            .limit(MAX_SHOWN)
            .map(ExpressionFaults::worded)
            .collect(Collectors.joining("; "));
  }

  private static String worded(CelIssue issue) {
    int line = issue.getSourceLocation().getLine();
    String message = cut(issue.getMessage());
    String place =
        line < 1
            ? ""
            : "line %d, column %d: ".formatted(line, issue.getSourceLocation().getColumn() + 1);
    Matcher noOverload = NO_OVERLOAD.matcher(message);
    if (noOverload.matches()) return place + noOverload(noOverload.group(1), noOverload.group(2));
    Matcher unknown = UNKNOWN.matcher(message);
    if (!unknown.matches()) return place + message.replace(" (in container '')", "");
    String name = unknown.group(1);
    return place
        + "the name '%s' is not known".formatted(name)
        + near(name).map(known -> "; did you mean '" + known + "'?").orElse("");
  }

  /** Without the list of what would be taken, in which the types are named as in the library. */
  private static String noOverload(String function, String types) {
    String remedy =
        MIXED.matcher(types).matches()
            ? "; write double(…) around the whole number, or a fraction such as 1.0"
            : "";
    return "%s does not take %s%s"
        .formatted(
            function.replaceAll("[_@]", ""), // '_>_', '@in'
            types
                .replace("google.protobuf.Timestamp", "timestamp")
                .replace("google.protobuf.Duration", "duration"),
            remedy);
  }

  private static Optional<String> near(String name) {
    return GateView.names().stream()
        .filter(known -> EditDistance.between(known, name) <= Math.max(1, name.length() / 3))
        .min(Comparator.comparingInt(known -> EditDistance.between(known, name)));
  }

  /** Why a run failed, without the place that CEL adds. */
  static String cause(CelEvaluationException failed) {
    for (Throwable cause = failed; cause != null; cause = cause.getCause())
      if (cause instanceof Cel.WrongPattern) return String.valueOf(cause.getMessage());
    Matcher placed = WITHOUT_PLACE.matcher(String.valueOf(failed.getMessage()));
    return cut(placed.matches() ? placed.group(1) : String.valueOf(failed.getMessage()));
  }

  private static String cut(String text) {
    return text.length() <= MAX_MESSAGE ? text : text.substring(0, MAX_MESSAGE) + "…";
  }
}
