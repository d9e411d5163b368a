package dev.roster.core.report;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.access.Principal;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditLog;
import dev.roster.core.audit.Change;
import dev.roster.core.page.Page;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.Faults;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Version;
import dev.roster.core.version.VersionStore;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes and lists reports of versions. */
@Service
public class Reports {
  private static final int MAX_REPORTS = 10_000;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private final ReportStore store;
  private final VersionStore versions;
  private final AuditLog audit;
  private final Clock clock;

  Reports(ReportStore store, VersionStore versions, AuditLog audit, Clock clock) {
    this.store = store;
    this.versions = versions;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * A report as it is sent.
   *
   * @param digest of the version that was judged; null means the version's
   */
  public record Draft(
      String name,
      Report.Verdict verdict,
      @Nullable String detail,
      @Nullable String url,
      @Nullable String digest,
      @Nullable Instant expiresAt) {}

  /**
   * @throws Refused {@code invalid_field}, {@code version_not_ready}, {@code manifest_mismatch},
   *     {@code limit_reached}
   */
  @Transactional
  public Report add(VersionRef ref, Draft draft, Principal by) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    check(draft, now);
    Version version = versions.lock(ref);
    String digest = version.digest();
    if (digest == null)
      throw Refused.because(
          ProblemCode.VERSION_NOT_READY,
          ref + " is a draft and has no digest that a report could be about. Finalize it first.");
    if (draft.digest() != null && !draft.digest().equals(digest))
      throw Refused.because(
          ProblemCode.MANIFEST_MISMATCH,
          "The report is about %s, and %s has the digest %s. Report on the bytes of this version."
              .formatted(draft.digest(), ref, digest));
    if (store.count(ref) >= MAX_REPORTS)
      throw Refused.because(
          ProblemCode.LIMIT_REACHED,
          "%s has %,d reports, which is the limit.".formatted(ref, MAX_REPORTS));
    Report report =
        new Report(
            UUID.randomUUID(),
            draft.name(),
            draft.verdict(),
            draft.detail(),
            draft.url(),
            digest,
            draft.expiresAt(),
            by.name(),
            now,
            by.rolesOver(ref.model()).stream()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet()));
    store.insert(ref, report);
    audit.append(Change.of(by.actor(), Action.REPORT_ADDED, ref, detail(report)));
    return report;
  }

  /** Newest first. */
  @Transactional(readOnly = true)
  public Page<Report> list(VersionRef version, PageRequest page) {
    return store.list(version, page);
  }

  private static void check(Draft draft, Instant now) {
    Faults faults = new Faults().text(field("detail"), draft.detail(), 2_000);
    if (!NAME.matcher(draft.name()).matches())
      faults.add(
          field("name"),
          "must be 1 to 64 of A-Z a-z 0-9 . _ - that begin with a letter or digit",
          draft.name());
    if (draft.url() != null && !isLink(draft.url()))
      faults.add(
          field("url"),
          "must be an http or https URL of at most 2,048 characters without user info",
          draft.url());
    if (draft.digest() != null && !draft.digest().matches("sha256:[0-9a-f]{64}"))
      faults.add(field("digest"), "must be sha256: and 64 lower-case hex digits", draft.digest());
    if (draft.expiresAt() != null && !draft.expiresAt().isAfter(now))
      faults.add(field("expiresAt"), "must be later than now, " + now, draft.expiresAt());
    faults.throwIfAny();
  }

  private static boolean isLink(String text) {
    if (text.length() > 2_048) return false;
    try {
      URI uri = new URI(text);
      return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null;
    } catch (URISyntaxException wrong) {
      return false;
    }
  }

  private static Map<String, Object> detail(Report report) {
    Map<String, Object> detail = new HashMap<>();
    detail.put("id", report.id().toString());
    detail.put("report", report.name());
    detail.put("verdict", report.verdict().wire());
    detail.put("digest", report.digest());
    return detail;
  }
}
