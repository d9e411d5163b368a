package dev.roster.api.lifecycle;

import dev.roster.core.artifact.ArtifactStore;
import dev.roster.core.lifecycle.Serving;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.References;
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
  private final ArtifactStore artifacts;
  private final Remembered remembered;
  private final String publicUrl;

  ResolveController(
      Serving serving,
      ArtifactStore artifacts,
      Remembered remembered,
      @Value("${roster.public-url:}") String publicUrl) {
    this.serving = serving;
    this.artifacts = artifacts;
    this.remembered = remembered;
    this.publicUrl = publicUrl.replaceFirst("/+$", "");
  }

  @GetMapping("/{reference}")
  @Nullable ResponseEntity<ResolvedBody> resolve(
      References.Seen model, @PathVariable String reference, WebRequest request) {
    int at = reference.indexOf('@');
    if (at < 0)
      throw Refused.invalid(
          "/reference",
          "names no version; ask for housing@production, housing@champion, housing@^2 or housing/7");
    String selector = reference.substring(at + 1);
    return answer(
        remembered.of(model, selector, () -> body(serving.resolve(model.model(), selector))),
        request);
  }

  @GetMapping("/{name}/{version}")
  @Nullable ResponseEntity<ResolvedBody> resolveNumber(VersionRef version, WebRequest request) {
    return answer(body(serving.resolve(version)), request);
  }

  /** Null: 304. */
  private static @Nullable ResponseEntity<ResolvedBody> answer(
      ResolvedBody body, WebRequest request) {
    if (request.checkNotModified(body.etag())) return null;
    return ResponseEntity.ok().eTag(body.etag()).body(body);
  }

  private ResolvedBody body(Version version) {
    return ResolvedBody.of(version, artifacts.all(version.ref()), publicUrl);
  }
}
