package dev.roster.core.policy;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.access.Role;
import dev.roster.core.problem.Faults;
import dev.roster.core.problem.FieldPath;
import dev.roster.core.reference.Stage;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a policy demands.
 *
 * @param edges the moves that it makes demands of; all others are as without a policy
 * @param displacedTo where the version goes that another one displaces from production
 * @param requireIfMatch whether a move must name the revision of the model that it is about
 */
public record PolicyDocument(
    @Nullable String description, List<Edge> edges, Stage displacedTo, boolean requireIfMatch) {
  /** What holds without a policy. */
  public static final PolicyDocument NONE =
      new PolicyDocument(null, List.of(), Stage.STAGING, false);

  private static final int MAX_RULES = 50;
  private static final int MAX_MESSAGE = 500;
  private static final Duration MAX_AGE = Duration.ofDays(3650);
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  public PolicyDocument {
    edges = List.copyOf(edges);
  }

  /** What a move from one stage to another must pass. */
  public record Edge(Stage from, Stage to, List<Rule> gates, List<RequiredReport> reports) {
    public Edge {
      gates = List.copyOf(gates);
      reports = List.copyOf(reports);
    }
  }

  /**
   * A gate in CEL.
   *
   * @param when the moves that it judges; null means all
   * @param message what it demands, in words
   */
  public record Rule(
      String name, @Nullable String when, String require, @Nullable String message) {}

  /**
   * A report that must say that all is well.
   *
   * @param maxAge how old it may be, as {@code P30D}; null means any age
   * @param reportedBy a role; null means that the report of any reporter counts
   */
  public record RequiredReport(String name, @Nullable String maxAge, @Nullable String reportedBy) {
    Optional<Duration> age() {
      return Optional.ofNullable(maxAge).map(Duration::parse);
    }
  }

  /** What it demands of this move; empty: nothing. */
  Optional<Edge> edge(Stage from, Stage to) {
    return edges.stream().filter(edge -> edge.from() == from && edge.to() == to).findFirst();
  }

  /** Adds what is wrong with it, each fault at its field. */
  void check(Faults faults) {
    faults.text(field("description"), description, 2_000);
    if (!Stage.PRODUCTION.next().contains(displacedTo))
      faults.add(
          field("displacedTo"),
          "must be " + Stage.anyOf(Stage.PRODUCTION.next()),
          displacedTo.wire());
    Set<List<Stage>> seen = new HashSet<>();
    for (int i = 0; i < edges.size(); i++) {
      Edge edge = edges.get(i);
      FieldPath at = field("edges").item(i);
      if (!edge.from().next().contains(edge.to()))
        faults.add(
            at.member("to"),
            "must be %s, because no other move leads from %s"
                .formatted(Stage.anyOf(edge.from().next()), edge.from().wire()),
            edge.to().wire());
      if (!seen.add(List.of(edge.from(), edge.to())))
        faults.add(at, "is named twice; put all that it demands into one edge");
      checkGates(edge.gates(), at.member("gates"), faults);
      checkReports(edge.reports(), at.member("reports"), faults);
    }
  }

  private static void checkGates(List<Rule> gates, FieldPath at, Faults faults) {
    faults.count(at, gates.size(), MAX_RULES);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < Math.min(gates.size(), MAX_RULES); i++) {
      Rule gate = gates.get(i);
      checkName(gate.name(), names, at.item(i).member("name"), faults);
      faults.text(at.item(i).member("message"), gate.message(), MAX_MESSAGE);
      if (gate.when() != null) checkCondition(gate.when(), at.item(i).member("when"), faults);
      checkCondition(gate.require(), at.item(i).member("require"), faults);
    }
  }

  private static void checkCondition(String source, FieldPath at, Faults faults) {
    try {
      Expression.of(source);
    } catch (Expression.Wrong wrong) {
      faults.add(at, String.valueOf(wrong.getMessage()));
    }
  }

  private static void checkReports(List<RequiredReport> reports, FieldPath at, Faults faults) {
    faults.count(at, reports.size(), MAX_RULES);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < Math.min(reports.size(), MAX_RULES); i++) {
      RequiredReport report = reports.get(i);
      checkName(report.name(), names, at.item(i).member("name"), faults);
      if (report.maxAge() != null && !isAge(report.maxAge()))
        faults.add(
            at.item(i).member("maxAge"),
            "must be an ISO-8601 duration such as P30D or PT12H, above 0 and at most ten years",
            report.maxAge());
      if (report.reportedBy() != null && !roles().contains(report.reportedBy()))
        faults.add(
            at.item(i).member("reportedBy"),
            "must be one of " + String.join(", ", roles()),
            report.reportedBy());
    }
  }

  private static void checkName(String name, Set<String> seen, FieldPath at, Faults faults) {
    if (!NAME.matcher(name).matches())
      faults.add(
          at, "must be 1 to 64 of A-Z a-z 0-9 . _ - that begin with a letter or digit", name);
    else if (!seen.add(name)) faults.add(at, "must not be used twice on an edge", name);
  }

  private static boolean isAge(String text) {
    try {
      Duration age = Duration.parse(text);
      return age.compareTo(Duration.ZERO) > 0 && age.compareTo(MAX_AGE) <= 0;
    } catch (DateTimeParseException | ArithmeticException noDuration) {
      return false;
    }
  }

  private static Set<String> roles() {
    return Arrays.stream(Role.values())
        .map(role -> role.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(java.util.TreeSet::new));
  }
}
