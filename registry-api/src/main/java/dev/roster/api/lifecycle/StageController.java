package dev.roster.api.lifecycle;

import static dev.roster.http.request.RequestPart.BODY;
import static dev.roster.http.request.RequestPart.QUERY;

import dev.roster.api.version.VersionBody;
import dev.roster.core.asof.AsOf;
import dev.roster.core.lifecycle.Resolver;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.Stage;
import dev.roster.core.version.Version;
import dev.roster.http.json.Times;
import dev.roster.http.revision.Revisions;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class StageController {
  private final Resolver resolver;
  private final AsOf asOf;

  StageController(Resolver resolver, AsOf asOf) {
    this.resolver = resolver;
    this.asOf = asOf;
  }

  @GetMapping("/api/v1/models/{name}/stages/{stage}")
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(oneOf = {VersionBody.class, StayBody.class})))
  ResponseEntity<?> holder(
      ModelRef model,
      @PathVariable String stage,
      @RequestParam(required = false) @Nullable String at) {
    Stage asked =
        Stage.ofWire(stage)
            .orElseThrow(
                () ->
                    Refused.invalid(
                        BODY.field("stage"), "must be " + Stage.anyOf(Stage.withHolder()), stage));
    if (at != null)
      return ResponseEntity.ok(
          StayBody.of(asOf.inStage(model, asked, Times.parse(at, QUERY.field("at")))));
    Version version = resolver.inStage(model, asked);
    return ResponseEntity.ok()
        .eTag(Revisions.etag(version.revision()))
        .body(VersionBody.of(version));
  }
}
