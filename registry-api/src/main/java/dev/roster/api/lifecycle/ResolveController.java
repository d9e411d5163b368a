package dev.roster.api.lifecycle;

import static dev.roster.http.request.RequestPart.BODY;

import dev.roster.core.artifact.ArtifactDownload;
import dev.roster.core.lifecycle.Resolver;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelState;
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

/** Tells a serving system which bytes {@code housing@production} names. */
@RestController
@RequestMapping("/api/v1/resolve")
class ResolveController {
  private final Resolver resolver;
  private final ArtifactDownload artifacts;
  private final ResolveCache cache;
  private final String publicUrl;

  ResolveController(
      Resolver resolver,
      ArtifactDownload artifacts,
      ResolveCache cache,
      @Value("${roster.public-url:}") String publicUrl) {
    this.resolver = resolver;
    this.artifacts = artifacts;
    this.cache = cache;
    this.publicUrl = publicUrl.replaceFirst("/+$", "");
  }

  @GetMapping("/{reference}")
  @Nullable ResponseEntity<ResolvedBody> resolve(
      ModelState model, @PathVariable String reference, WebRequest request) {
    int at = reference.indexOf('@');
    if (at < 0)
      throw Refused.invalid(
          BODY.field("reference"),
          "names no version; ask for housing@production, housing@champion, housing@^2 or housing/7");
    String selector = reference.substring(at + 1);
    return answer(
        cache.get(model, selector, () -> body(resolver.resolve(model.model(), selector))), request);
  }

  @GetMapping("/{name}/{version}")
  @Nullable ResponseEntity<ResolvedBody> resolveNumber(VersionRef version, WebRequest request) {
    return answer(body(resolver.resolve(version)), request);
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
