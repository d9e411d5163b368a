package dev.roster.api.lifecycle;

import dev.roster.core.artifact.Artifacts;
import dev.roster.core.label.Label;
import dev.roster.core.lifecycle.Serving;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Version;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;

/** Answers what serving asks: which bytes are {@code housing@production}? */
@RestController
@RequestMapping("/api/v1/resolve")
class ResolveController {
  private final Serving serving;
  private final Artifacts artifacts;
  private final String publicUrl;

  ResolveController(
      Serving serving, Artifacts artifacts, @Value("${roster.public-url:}") String publicUrl) {
    this.serving = serving;
    this.artifacts = artifacts;
    this.publicUrl = publicUrl.replaceFirst("/+$", "");
  }

  @GetMapping("/{reference}")
  @Nullable ResponseEntity<ResolvedBody> resolve(
      ModelRef model, @PathVariable String reference, WebRequest request) {
    int at = reference.indexOf('@');
    if (at < 0)
      throw Refused.invalid(
          "/reference",
          "names no version; ask for housing@production, housing@champion, housing@^2 or housing/7");
    return answer(serving.resolve(model, reference.substring(at + 1)), request);
  }

  @GetMapping("/{name}/{version}")
  @Nullable ResponseEntity<ResolvedBody> resolveNumber(VersionRef version, WebRequest request) {
    return answer(serving.resolve(version), request);
  }

  /** All that is answered is fixed by the digest, but the stage and the label. Null: 304. */
  private @Nullable ResponseEntity<ResolvedBody> answer(Version version, WebRequest request) {
    Label label = version.facts().label();
    String etag =
        "\"%s-%s%s\""
            .formatted(version.digest(), version.stage().wire(), label == null ? "" : "-" + label);
    if (request.checkNotModified(etag)) return null;
    return ResponseEntity.ok()
        .eTag(etag)
        .body(ResolvedBody.of(version, artifacts.all(version.ref()), publicUrl));
  }
}
