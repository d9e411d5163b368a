package dev.roster.api.lifecycle;

import static dev.roster.http.request.RequestPart.BODY;
import static dev.roster.http.request.RequestPart.QUERY;

import dev.roster.api.lifecycle.ResolveCache.Resolution;
import dev.roster.core.access.Principal;
import dev.roster.core.consumer.Consumers;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelState;
import dev.roster.core.reference.VersionRef;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** Tells a serving system which bytes {@code housing@production} names. */
@RestController
@RequestMapping("/api/v1/resolve")
class ResolveController {
  private static final Pattern SECONDS = Pattern.compile("([1-9]|[1-5][0-9]|60)s");

  private final Resolutions resolutions;
  private final ResolveWaits waits;
  private final Consumers consumers;

  ResolveController(Resolutions resolutions, ResolveWaits waits, Consumers consumers) {
    this.resolutions = resolutions;
    this.waits = waits;
    this.consumers = consumers;
  }

  @GetMapping("/{reference}")
  @Nullable ResponseEntity<ResolvedBody> resolve(
      ModelState model,
      @PathVariable String reference,
      @RequestParam(required = false) @Nullable String wait,
      Principal by,
      ServletWebRequest request) {
    int at = reference.indexOf('@');
    if (at < 0)
      throw Refused.invalid(
          BODY.field("reference"),
          "names no version; ask for housing@production, housing@champion, housing@^2 or housing/7");
    String selector = reference.substring(at + 1);
    if (isAnsweredLater(new Wanted(model.model(), null, selector), wait, by, request)) return null;
    return answer(request, by, () -> resolutions.of(model, selector, by));
  }

  @GetMapping("/{name}/{version}")
  @Nullable ResponseEntity<ResolvedBody> resolveNumber(
      VersionRef version,
      @RequestParam(required = false) @Nullable String wait,
      Principal by,
      ServletWebRequest request) {
    Wanted wanted = new Wanted(version.model(), version.number(), "");
    if (isAnsweredLater(wanted, wait, by, request)) return null;
    return answer(request, by, () -> resolutions.of(version, by));
  }

  private boolean isAnsweredLater(
      Wanted wanted, @Nullable String wait, Principal by, ServletWebRequest request) {
    if (wait == null || ResolveWait.outcome(request.getRequest()) != null) return false;
    Matcher seconds = SECONDS.matcher(wait);
    if (!seconds.matches())
      throw Refused.invalid(QUERY.field("wait"), "must be 1s to 60s, in whole seconds", wait);
    if (request.getHeader(HttpHeaders.IF_NONE_MATCH) == null) return false;
    Duration time = Duration.ofSeconds(Long.parseLong(seconds.group(1)));
    waits.await(wanted, time, by, request.getRequest());
    return true;
  }

  /** Null: 304. */
  private @Nullable ResponseEntity<ResolvedBody> answer(
      ServletWebRequest request, Principal by, Supplier<Resolution> now) {
    ResolveWait.Outcome waited = ResolveWait.outcome(request.getRequest());
    if (waited != null && waited.refused() != null) throw waited.refused();
    Resolution resolution =
        waited != null && waited.resolution() != null ? waited.resolution() : now.get();
    ResolvedBody body = resolution.body();
    consumers.resolved(resolution.version(), by);
    body.describe(request.getResponse());
    if (request.checkNotModified(body.etag())) return null;
    return ResponseEntity.ok().eTag(body.etag()).body(body);
  }
}
