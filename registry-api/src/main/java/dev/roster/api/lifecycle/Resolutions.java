package dev.roster.api.lifecycle;

import dev.roster.api.lifecycle.ResolveCache.Resolution;
import dev.roster.api.retirement.ResolvedRetirement;
import dev.roster.core.access.Principal;
import dev.roster.core.artifact.ArtifactDownload;
import dev.roster.core.lifecycle.Resolver;
import dev.roster.core.reference.ModelState;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.retirement.Retirement;
import dev.roster.core.retirement.Retirements;
import dev.roster.core.version.Version;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What references name at this moment. */
@Component
class Resolutions {
  private final Resolver resolver;
  private final ArtifactDownload artifacts;
  private final Retirements retirements;
  private final ResolveCache cache;
  private final String publicUrl;

  Resolutions(
      Resolver resolver,
      ArtifactDownload artifacts,
      Retirements retirements,
      ResolveCache cache,
      @Value("${roster.public-url:}") String publicUrl) {
    this.resolver = resolver;
    this.artifacts = artifacts;
    this.retirements = retirements;
    this.cache = cache;
    this.publicUrl = publicUrl.replaceFirst("/+$", "");
  }

  Resolution of(ModelState model, String selector, Principal by) {
    return cache.get(
        model, selector, () -> resolution(resolver.resolve(model.model(), selector), by));
  }

  Resolution of(VersionRef version, Principal by) {
    return resolution(resolver.resolve(version), by);
  }

  /** The body as it is sent to the client. */
  byte[] json(Resolution resolution) {
    return cache.json(resolution.body());
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
        version.ref(), body, retirement.stream().allMatch(Resolutions::isWithinModel));
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
