package dev.roster.api.lifecycle;

import dev.roster.core.access.Principal;
import dev.roster.core.lifecycle.Rollbacks;
import dev.roster.core.reference.ModelRef;
import dev.roster.http.revision.Revisions;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/models/{name}/rollback")
class RollbackController {
  private final Rollbacks rollbacks;

  RollbackController(Rollbacks rollbacks) {
    this.rollbacks = rollbacks;
  }

  @GetMapping
  RollbackPreviewBody preview(ModelRef model) {
    return RollbackPreviewBody.of(model, rollbacks.preview(model));
  }

  @PostMapping
  ResponseEntity<TransitionBody> rollBack(
      ModelRef model,
      @RequestBody RollbackBody request,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Principal by) {
    return TransitionBody.created(
        rollbacks.rollBack(model, request.to(), request.reason(), Revisions.expected(ifMatch), by));
  }
}
