package dev.roster.api.monitoring;

import dev.roster.core.monitoring.check.DriftCheck;
import dev.roster.core.monitoring.check.DriftChecks;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.http.page.PageBody;
import dev.roster.http.page.Pages;
import dev.roster.http.request.PathIds;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/monitors/{monitor}/checks")
class CheckController {
  private final DriftChecks checks;
  private final Pages pages;

  CheckController(DriftChecks checks, Pages pages) {
    this.checks = checks;
    this.pages = pages;
  }

  @PostMapping
  @ApiResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(oneOf = {CheckBody.class, CheckBody.Replayed.class})))
  ResponseEntity<?> run(
      @PathVariable UUID monitor, @RequestBody(required = false) @Nullable CheckRequest body) {
    CheckRequest request = body == null ? new CheckRequest(null, null, null, null) : body;
    if (request.isReplay()) {
      DriftChecks.Replayed done = checks.replay(monitor, request.window(), request.stepLength());
      return ResponseEntity.status(HttpStatus.CREATED)
          .body(new CheckBody.Replayed(done.checks(), done.state()));
    }
    DriftCheck check =
        request.isPresent() ? checks.now(monitor) : checks.analyse(monitor, request.window());
    return ResponseEntity.created(
            URI.create("/api/v1/monitors/" + monitor + "/checks/" + check.id()))
        .body(CheckBody.of(check));
  }

  @GetMapping
  ResponseEntity<PageBody<CheckBody>> list(@PathVariable UUID monitor, PageRequest page) {
    return pages.answer(checks.list(monitor, page).map(CheckBody::of));
  }

  @GetMapping("/{check}")
  CheckBody read(@PathVariable UUID monitor, @PathVariable String check) {
    UUID id =
        PathIds.parse(check)
            .orElseThrow(
                () ->
                    Refused.because(
                        ProblemCode.CHECK_NOT_FOUND, "The monitor has no check with this id."));
    return CheckBody.of(checks.find(monitor, id));
  }
}
