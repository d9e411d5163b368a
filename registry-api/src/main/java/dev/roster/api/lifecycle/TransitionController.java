package dev.roster.api.lifecycle;

import dev.roster.core.access.Principal;
import dev.roster.core.lifecycle.Transition;
import dev.roster.core.lifecycle.Transitions;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import dev.roster.http.page.PageBody;
import dev.roster.http.page.Pages;
import dev.roster.http.revision.Revisions;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models/{name}")
class TransitionController {
  private final Transitions transitions;
  private final Pages pages;

  TransitionController(Transitions transitions, Pages pages) {
    this.transitions = transitions;
    this.pages = pages;
  }

  @PostMapping("/versions/{version}/transitions")
  ResponseEntity<TransitionBody> move(
      VersionRef version,
      @RequestBody MoveBody request,
      @RequestParam(defaultValue = "false") boolean dryRun,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Principal by) {
    Optional<Long> expected = Revisions.expected(ifMatch);
    if (dryRun || Boolean.TRUE.equals(request.dryRun())) {
      Transitions.Trial trial =
          transitions.dryRun(version, request.to(), request.reason(), expected, by);
      return ResponseEntity.ok(TransitionBody.of(trial));
    }
    return created(transitions.move(version, request.to(), request.reason(), expected, by));
  }

  @GetMapping("/versions/{version}/transitions")
  ResponseEntity<PageBody<TransitionBody>> list(VersionRef version, PageRequest page) {
    return pages.answer(transitions.list(version, page).map(TransitionBody::of));
  }

  @GetMapping("/transitions")
  ResponseEntity<PageBody<TransitionBody>> listOfModel(ModelRef model, PageRequest page) {
    return pages.answer(transitions.list(model, page).map(TransitionBody::of));
  }

  static ResponseEntity<TransitionBody> created(Transition done) {
    URI list =
        URI.create(
            "/api/v1/models/%s/versions/%d/transitions"
                .formatted(done.version().model().name(), done.version().number()));
    return ResponseEntity.created(list).body(TransitionBody.of(done));
  }
}
