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
 * @param drain for how long nobody may have resolved an announced version before it is retired, as
 *     {@code P7D}; null means a minute
 * @param retireAtSunset whether an announced version is retired by itself after its sunset
 * @param retention which retired versions keep their bytes; null means all
 */
public record PolicyDocument(
    @Nullable String description,
    List<Edge> edges,
    Stage displacedTo,
    boolean requireIfMatch,
    @Nullable String drain,
    Boolean retireAtSunset,
    @Nullable Retention retention) {
  /** What holds without a policy. */
  public static final PolicyDocument NONE =
      new PolicyDocument(null, List.of(), Stage.STAGING, false, null, false, null);

  private static final int MAX_EDGES = 20;
  private static final int MAX_RULES = 50;
  private static final int MAX_MESSAGE = 500;
  private static final int MAX_APPROVALS = 20;
  private static final int MAX_KEPT = 10_000;
  private static final Duration LEAST_DRAIN = Duration.ofMinutes(1);
  private static final Duration MAX_AGE = Duration.ofDays(3650);
  private static final String MUST_BE_AGE =
      "must be an ISO-8601 duration such as P30D or PT12H, above 0 and at most ten years";
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  public PolicyDocument {
    edges = List.copyOf(edges);
    retireAtSunset = Boolean.TRUE.equals(retireAtSunset); // absent where it was stored before
  }

  /**
   * What a move from one stage to another must pass.
   *
   * @param approvals null if it needs none
   */
  public record Edge(
      Stage from,
      Stage to,
      List<Rule> gates,
      List<RequiredReport> reports,
      @Nullable RequiredApprovals approvals) {
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

  /**
   * The approvals that a move needs.
   *
   * @param notAuthor whether the requester, the version's author and those who uploaded to it are
   *     barred from giving one
   * @param expireAfter how long a request is open, as {@code P7D}
   */
  public record RequiredApprovals(int count, boolean notAuthor, String expireAfter) {
    /** How requests are treated whose move needs no approvals. */
    public static final RequiredApprovals NONE = new RequiredApprovals(0, true, "P7D");

    public Duration life() {
      return Duration.parse(expireAfter);
    }
  }

  /**
   * Which retired versions keep their bytes.
   *
   * @param keepLast how many versions with the highest numbers do; null means none
   * @param reclaimRetiredAfter for how long each does after it was retired, as {@code P90D}
   */
  public record Retention(@Nullable Integer keepLast, String reclaimRetiredAfter) {
    public int kept() {
      return keepLast == null ? 0 : keepLast;
    }

    public Duration reclaimAfter() {
      return Duration.parse(reclaimRetiredAfter);
    }
  }

  /** For how long nobody may have resolved an announced version before it is retired. */
  public Duration drainTime() {
    return drain == null ? LEAST_DRAIN : Duration.parse(drain);
  }

  /** The approvals that a request for this move needs. */
  public RequiredApprovals approvals(Stage from, Stage to) {
    return edge(from, to).map(Edge::approvals).orElse(RequiredApprovals.NONE);
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
    faults.count(field("edges"), edges.size(), MAX_EDGES);
    Set<List<Stage>> seen = new HashSet<>();
    for (int i = 0; i < Math.min(edges.size(), MAX_EDGES); i++) {
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
      if (edge.approvals() != null) check(edge.approvals(), at.member("approvals"), faults);
    }
    if (drain != null && !isSpan(drain, LEAST_DRAIN))
      faults.add(
          field("drain"),
          "must be an ISO-8601 duration such as P7D, at least PT1M and at most ten years",
          drain);
    if (retention != null) check(retention, faults);
  }

  private static void check(RequiredApprovals approvals, FieldPath at, Faults faults) {
    if (approvals.count() < 1 || approvals.count() > MAX_APPROVALS)
      faults.add(at.member("count"), "must be 1 to " + MAX_APPROVALS, approvals.count());
    if (!isAge(approvals.expireAfter()))
      faults.add(at.member("expireAfter"), MUST_BE_AGE, approvals.expireAfter());
  }

  private static void check(Retention retention, Faults faults) {
    FieldPath at = field("retention");
    Integer kept = retention.keepLast();
    if (kept != null && (kept < 0 || kept > MAX_KEPT))
      faults.add(at.member("keepLast"), "must be 0 to %,d".formatted(MAX_KEPT), kept);
    if (!isAge(retention.reclaimRetiredAfter()))
      faults.add(at.member("reclaimRetiredAfter"), MUST_BE_AGE, retention.reclaimRetiredAfter());
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
      Expression.check(source);
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
        faults.add(at.item(i).member("maxAge"), MUST_BE_AGE, report.maxAge());
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
    return isSpan(text, Duration.ofNanos(1));
  }

  private static boolean isSpan(String text, Duration least) {
    try {
      Duration span = Duration.parse(text);
      return span.compareTo(least) >= 0 && span.compareTo(MAX_AGE) <= 0;
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
