package dev.roster.api.retention;

import static dev.roster.http.request.RequestPart.QUERY;

import dev.roster.core.access.Principal;
import dev.roster.core.problem.Refused;
import dev.roster.core.retention.Retention;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class RetentionController {
  private final Retention retention;

  RetentionController(Retention retention) {
    this.retention = retention;
  }

  @PostMapping("/api/v1/retention/runs")
  ResponseEntity<RetentionRunBody> run(
      @RequestParam(defaultValue = "false") boolean dryRun,
      @RequestParam(defaultValue = "" + Retention.MAX) int limit,
      Principal by) {
    if (limit < 1 || limit > Retention.MAX)
      throw Refused.invalid(QUERY.field("limit"), "must be 1 to " + Retention.MAX, limit);
    return dryRun
        ? ResponseEntity.ok(RetentionRunBody.of(retention.dryRun(limit)))
        : ResponseEntity.status(HttpStatus.CREATED)
            .body(RetentionRunBody.of(retention.run(limit, by.actor())));
  }
}
