package dev.roster.api.lifecycle;

import static dev.roster.http.request.RequestPart.BODY;

import dev.roster.api.lifecycle.ResolveCache.Resolution;
import dev.roster.api.retirement.ResolvedRetirement;
import dev.roster.core.access.Principal;
import dev.roster.core.artifact.ArtifactDownload;
import dev.roster.core.consumer.Consumers;
import dev.roster.core.lifecycle.Resolver;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelState;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.retirement.Retirement;
import dev.roster.core.retirement.Retirements;
import dev.roster.core.version.Version;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** Tells a serving system which bytes {@code housing@production} names. */
@RestController
@RequestMapping("/api/v1/resolve")
class ResolveController {
  private final Resolver resolver;
  private final ArtifactDownload artifacts;
  private final Retirements retirements;
  private final Consumers consumers;
  private final ResolveCache cache;
  private final String publicUrl;

  ResolveController(
      Resolver resolver,
      ArtifactDownload artifacts,
      Retirements retirements,
      Consumers consumers,
      ResolveCache cache,
      @Value("${roster.public-url:}") String publicUrl) {
    this.resolver = resolver;
    this.artifacts = artifacts;
    this.retirements = retirements;
    this.consumers = consumers;
    this.cache = cache;
    this.publicUrl = publicUrl.replaceFirst("/+$", "");
  }

  @GetMapping("/{reference}")
  @Nullable ResponseEntity<ResolvedBody> resolve(
      ModelState model, @PathVariable String reference, Principal by, ServletWebRequest request) {
    int at = reference.indexOf('@');
    if (at < 0)
      throw Refused.invalid(
          BODY.field("reference"),
          "names no version; ask for housing@production, housing@champion, housing@^2 or housing/7");
    String selector = reference.substring(at + 1);
    return answer(
        cache.get(model, selector, () -> resolution(resolver.resolve(model.model(), selector), by)),
        by,
        request);
  }

  @GetMapping("/{name}/{version}")
  @Nullable ResponseEntity<ResolvedBody> resolveNumber(
      VersionRef version, Principal by, ServletWebRequest request) {
    return answer(resolution(resolver.resolve(version), by), by, request);
  }

  /** Null: 304. */
  private @Nullable ResponseEntity<ResolvedBody> answer(
      Resolution resolution, Principal by, ServletWebRequest request) {
    ResolvedBody body = resolution.body();
    consumers.resolved(resolution.version(), by);
    body.describe(request.getResponse());
    if (request.checkNotModified(body.etag())) return null;
    return ResponseEntity.ok().eTag(body.etag()).body(body);
  }

  private Resolution resolution(Version version, Principal by) {
    Optional<Retirement> retirement = retirements.announced(version.ref());
    ResolvedBody body =
        ResolvedBody.of(
            version,
            artifacts.all(version.ref()),
            publicUrl,
            retirement.map(one -> ResolvedRetirement.of(one, by)).orElse(null));
    return new Resolution(
        version.ref(), body, retirement.stream().allMatch(ResolveController::isWithinModel));
  }

  /**
   * Whether nothing outside the model, and no right over another model, changes what is told of the
   * retirement.
   */
  private static boolean isWithinModel(Retirement retirement) {
    return retirement.replacement() == null
        || retirement.replacement().version().model().id() == retirement.version().model().id();
  }
}
