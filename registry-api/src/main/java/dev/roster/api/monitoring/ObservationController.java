package dev.roster.api.monitoring;

import dev.roster.core.access.Principal;
import dev.roster.core.monitoring.observation.BatchReport;
import dev.roster.core.monitoring.observation.Observations;
import dev.roster.core.monitoring.rows.RowDialect;
import dev.roster.core.monitoring.rows.RowFiles;
import dev.roster.core.monitoring.rows.RowFormat;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.VersionRef;
import dev.roster.http.page.PageBody;
import dev.roster.http.page.Pages;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models/{name}/versions/{version}/observations")
class ObservationController {
  private final Observations observations;
  private final RowFiles files;
  private final Pages pages;

  ObservationController(Observations observations, RowFiles files, Pages pages) {
    this.observations = observations;
    this.files = files;
    this.pages = pages;
  }

  @PostMapping(consumes = {RowsBody.CSV, RowsBody.NDJSON, RowsBody.PARQUET})
  ResponseEntity<BatchReport> record(
      VersionRef version,
      @ModelAttribute BatchParameters parameters,
      @RequestParam(defaultValue = "false") boolean dryRun,
      HttpServletRequest request,
      Principal by)
      throws IOException {
    return record(
        version, parameters, dryRun, RowsBody.formatOf(request), request.getInputStream(), by);
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<BatchReport> recordFile(
      VersionRef version,
      @ModelAttribute BatchParameters parameters,
      @RequestParam(defaultValue = "false") boolean dryRun,
      @RequestBody RowsBody body,
      Principal by) {
    return files.read(
        version,
        body.path(),
        (format, rows) -> record(version, parameters, dryRun, format, rows, by));
  }

  private ResponseEntity<BatchReport> record(
      VersionRef version,
      BatchParameters parameters,
      boolean dryRun,
      RowFormat format,
      InputStream rows,
      Principal by) {
    Observations.Sent sent = parameters.sent();
    RowDialect dialect = parameters.dialect(format);
    if (dryRun) return ResponseEntity.ok(observations.dryRun(version, sent, dialect, rows));
    BatchReport report = observations.record(version, sent, dialect, rows, by);
    return ResponseEntity.status(report.duplicate() ? HttpStatus.OK : HttpStatus.CREATED)
        .body(report);
  }

  @GetMapping
  ResponseEntity<PageBody<BatchReport>> list(VersionRef version, PageRequest page) {
    return pages.answer(observations.list(version, page));
  }

  /** A batch whose source and id fit into a path. */
  @DeleteMapping("/{source}/{batch}")
  WithdrawnBody withdraw(
      VersionRef version, @PathVariable String source, @PathVariable String batch, Principal by) {
    return new WithdrawnBody(observations.withdraw(version, source, batch, by));
  }

  /** Any batch: a path cannot hold a slash or a backslash. */
  @DeleteMapping
  WithdrawnBody withdrawNamed(
      VersionRef version, @RequestParam String source, @RequestParam String batch, Principal by) {
    return new WithdrawnBody(observations.withdraw(version, source, batch, by));
  }

  /**
   * The JSON body of a withdrawal.
   *
   * @param rows how many rows the batch had
   */
  record WithdrawnBody(long rows) {}
}
