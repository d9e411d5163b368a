package dev.roster.api.report;

import dev.roster.core.access.Principal;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.report.Report;
import dev.roster.core.report.Reports;
import dev.roster.http.page.PageBody;
import dev.roster.http.page.Pages;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models/{name}/versions/{version}/reports")
class ReportController {
  private final Reports reports;
  private final Pages pages;

  ReportController(Reports reports, Pages pages) {
    this.reports = reports;
    this.pages = pages;
  }

  /** A report as it is sent. */
  record NewReport(
      @Schema(
              description = "What was checked.",
              pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$",
              example = "security-scan")
          String name,
      @Schema(description = "passed and warning are a yes to policies.") Report.Verdict verdict,
      @Schema(maxLength = 2000, example = "0 findings") @Nullable String detail,
      @Schema(description = "Where the whole of it is.", maxLength = 2048) @Nullable String url,
      @Schema(
              description = "Of the version that was judged; that of the version when left out.",
              pattern = "^sha256:[0-9a-f]{64}$")
          @Nullable String digest,
      @Schema(description = "When it ceases to count.") @Nullable Instant expiresAt) {}

  /** A report as the API shows it. */
  record ReportBody(
      UUID id,
      String model,
      int version,
      String name,
      Report.Verdict verdict,
      @Nullable String detail,
      @Nullable String url,
      String digest,
      @Nullable Instant expiresAt,
      String by,
      Instant at) {
    static ReportBody of(VersionRef version, Report report) {
      return new ReportBody(
          report.id(),
          version.model().name().text(),
          version.number(),
          report.name(),
          report.verdict(),
          report.detail(),
          report.url(),
          report.digest(),
          report.expiresAt(),
          report.by(),
          report.at());
    }
  }

  @PostMapping
  ResponseEntity<ReportBody> add(VersionRef version, @RequestBody NewReport request, Principal by) {
    Reports.Draft draft =
        new Reports.Draft(
            request.name(),
            request.verdict(),
            request.detail(),
            request.url(),
            request.digest(),
            request.expiresAt());
    URI list =
        URI.create(
            "/api/v1/models/%s/versions/%d/reports"
                .formatted(version.model().name(), version.number()));
    return ResponseEntity.created(list)
        .body(ReportBody.of(version, reports.add(version, draft, by)));
  }

  @GetMapping
  ResponseEntity<PageBody<ReportBody>> list(VersionRef version, PageRequest page) {
    return pages.answer(reports.list(version, page).map(report -> ReportBody.of(version, report)));
  }
}
