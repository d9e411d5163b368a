package dev.roster.core.policy;

import dev.roster.core.gate.Candidate;
import dev.roster.core.gate.Evidence;
import dev.roster.core.gate.Gate;
import dev.roster.core.report.Report;
import dev.roster.core.report.ReportStore;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A report that a policy demands. */
final class ReportGate implements Gate {
  private final PolicyDocument.RequiredReport required;
  private final ReportStore reports;
  private final Instant now;

  ReportGate(PolicyDocument.RequiredReport required, ReportStore reports, Instant now) {
    this.required = required;
    this.reports = reports;
    this.now = now;
  }

  @Override
  public String name() {
    return required.name();
  }

  @Override
  public Optional<Evidence> judge(Candidate candidate) {
    Optional<Report> last =
        reports.last(candidate.version().ref(), required.name(), required.reportedBy());
    String fault = last.isEmpty() ? "there is none" + byRole() : fault(last.get());
    boolean passed = fault == null;
    String remedy =
        "Report %s for this version%s, with the verdict passed or warning."
            .formatted(required.name(), byRole());
    return Optional.of(
        new Evidence(
            null,
            required.name(),
            passed,
            passed ? last.map(ReportGate::described).orElse("") : fault,
            null,
            null,
            null,
            last.map(report -> report.verdict().wire()),
            last.map(Report::at),
            passed ? null : remedy,
            null,
            null,
            null));
  }

  private String byRole() {
    return required.reportedBy() == null ? "" : " by a " + required.reportedBy();
  }

  /** Why the report is no yes; null if it is one. */
  private @Nullable String fault(Report report) {
    if (!report.verdict().passes()) return described(report);
    if (report.hasExpired(now)) return described(report) + ", and expired at " + report.expiresAt();
    if (required.age().filter(age -> report.at().isBefore(now.minus(age))).isPresent())
      return described(report) + ", which is longer ago than " + required.maxAge();
    return null;
  }

  private static String described(Report report) {
    String said = report.detail() == null ? "" : " (" + report.detail() + ")";
    return "%s%s by %s at %s".formatted(report.verdict().wire(), said, report.by(), report.at());
  }
}
