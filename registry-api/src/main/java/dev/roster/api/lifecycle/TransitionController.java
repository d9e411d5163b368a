package dev.roster.api.lifecycle;

import dev.roster.core.access.Principal;
import dev.roster.core.lifecycle.Transitions;
import dev.roster.core.page.PageRequest;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.VersionRef;
import dev.roster.http.access.CallContext;
import dev.roster.http.page.PageBody;
import dev.roster.http.page.Pages;
import dev.roster.http.revision.Revisions;
import jakarta.servlet.http.HttpServletRequest;
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
      HttpServletRequest call,
      Principal by) {
    Transitions.Wish wish = request.wish(version, Revisions.expected(ifMatch));
    if (!dryRun && !Boolean.TRUE.equals(request.dryRun()))
      return TransitionBody.created(transitions.move(wish, by));
    CallContext.onlyTries(call);
    return ResponseEntity.ok(TransitionBody.of(transitions.dryRun(wish, by)));
  }

  @GetMapping("/versions/{version}/transitions")
  ResponseEntity<PageBody<TransitionBody>> list(VersionRef version, PageRequest page) {
    return pages.answer(transitions.list(version, page).map(TransitionBody::of));
  }

  @GetMapping("/transitions")
  ResponseEntity<PageBody<TransitionBody>> listOfModel(ModelRef model, PageRequest page) {
    return pages.answer(transitions.list(model, page).map(TransitionBody::of));
  }
}
