package dev.roster.api.audit;

import static dev.roster.http.request.RequestPart.QUERY;

import dev.roster.core.audit.Timeline;
import dev.roster.core.audit.TimelineKind;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.http.page.PageBody;
import dev.roster.http.page.Pages;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TimelineController {
  private final Timeline timeline;
  private final Pages pages;

  TimelineController(Timeline timeline, Pages pages) {
    this.timeline = timeline;
    this.pages = pages;
  }

  @GetMapping("/api/v1/models/{name}/timeline")
  ResponseEntity<PageBody<TimelineItemBody>> list(
      ModelRef model,
      @RequestParam(required = false) @Nullable List<String> kind,
      @RequestParam(required = false) @Nullable Integer version,
      @RequestParam(required = false) @Nullable String actor,
      PageRequest page) {
    return pages.answer(
        timeline.list(model, kinds(kind), version, actor, page).map(TimelineItemBody::of));
  }

  private static Set<TimelineKind> kinds(@Nullable List<String> words) {
    if (words == null) return Set.of();
    return words.stream()
        .map(
            word ->
                TimelineKind.ofWire(word)
                    .orElseThrow(
                        () ->
                            Refused.invalid(
                                QUERY.field("kind"),
                                "must be one of " + String.join(", ", TimelineKind.words()),
                                word)))
        .collect(Collectors.toUnmodifiableSet());
  }
}
