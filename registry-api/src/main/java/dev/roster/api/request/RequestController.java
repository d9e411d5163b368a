package dev.roster.api.request;

import static dev.roster.http.request.RequestPart.QUERY;

import dev.roster.api.lifecycle.TransitionBody;
import dev.roster.core.access.ModelAccess;
import dev.roster.core.access.Permission;
import dev.roster.core.access.Principal;
import dev.roster.core.approval.Approval;
import dev.roster.core.approval.Request;
import dev.roster.core.approval.RequestFilter;
import dev.roster.core.page.PageRequest;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.VersionRef;
import dev.roster.core.request.Decisions;
import dev.roster.core.request.Requests;
import dev.roster.http.page.PageBody;
import dev.roster.http.page.Pages;
import dev.roster.http.request.PathIds;
import dev.roster.http.revision.Revisions;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class RequestController {
  private final Requests requests;
  private final Decisions decisions;
  private final ModelAccess access;
  private final Pages pages;

  RequestController(Requests requests, Decisions decisions, ModelAccess access, Pages pages) {
    this.requests = requests;
    this.decisions = decisions;
    this.access = access;
    this.pages = pages;
  }

  /** A decision as it is sent. */
  record NewApproval(
      Approval.Decision decision,
      @Schema(description = "Needed to reject.", maxLength = 2000, example = "checked slices")
          @Nullable String reason) {}

  /**
   * A decision that was taken.
   *
   * @param request what was decided on
   * @param state of the request after it
   */
  record DecidedBody(
      UUID id,
      UUID request,
      Request.State state,
      String by,
      Approval.Decision decision,
      @Nullable String reason,
      Instant at,
      boolean counts) {
    static DecidedBody of(Decisions.Decided decided) {
      Approval approval = decided.approval();
      return new DecidedBody(
          approval.id(),
          decided.request().id(),
          decided.request().state(),
          approval.by(),
          approval.decision(),
          approval.reason(),
          approval.at(),
          approval.counts());
    }
  }

  @PostMapping("/models/{name}/versions/{version}/requests")
  ResponseEntity<MoveRequestBody> open(
      VersionRef version,
      @RequestBody NewRequestBody request,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Principal by) {
    Request made = requests.open(version, request.draft(), Revisions.expected(ifMatch), by);
    return ResponseEntity.created(URI.create("/api/v1/requests/" + made.id()))
        .body(MoveRequestBody.of(made));
  }

  @GetMapping("/requests")
  ResponseEntity<PageBody<MoveRequestBody>> list(
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String model,
      @RequestParam(defaultValue = "false") boolean mine,
      @RequestParam(defaultValue = "false") boolean decidable,
      PageRequest page,
      Principal by) {
    Long of = model == null ? null : access.model(model, Permission.READ, by).id();
    RequestFilter filter =
        new RequestFilter(state == null ? null : stateOf(state), of, mine, decidable, by);
    return pages.answer(requests.list(filter, page).map(MoveRequestBody::of));
  }

  private static Request.State stateOf(String word) {
    return Arrays.stream(Request.State.values())
        .filter(state -> state.wire().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                Refused.invalid(
                    QUERY.field("state"),
                    "must be one of "
                        + Arrays.stream(Request.State.values())
                            .map(Request.State::wire)
                            .collect(Collectors.joining(", ")),
                    word));
  }

  @GetMapping("/requests/{request}")
  MoveRequestBody read(@PathVariable UUID request) {
    return MoveRequestBody.of(requests.read(request));
  }

  @DeleteMapping("/requests/{request}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void withdraw(@PathVariable UUID request, Principal by) {
    requests.withdraw(request, by);
  }

  @PostMapping("/requests/{request}/approvals")
  ResponseEntity<DecidedBody> decide(
      @PathVariable("request") UUID id, @RequestBody NewApproval request, Principal by) {
    Decisions.Decided decided = decisions.decide(id, request.decision(), request.reason(), by);
    return ResponseEntity.created(URI.create("/api/v1/requests/" + id))
        .body(DecidedBody.of(decided));
  }

  @DeleteMapping("/requests/{request}/approvals/{approval}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void withdrawDecision(@PathVariable UUID request, @PathVariable String approval, Principal by) {
    decisions.withdraw(request, PathIds.parse(approval).orElseThrow(Decisions::missing), by);
  }

  @PostMapping("/requests/{request}/execute")
  ResponseEntity<TransitionBody> execute(
      @PathVariable UUID request,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      Principal by) {
    return TransitionBody.created(requests.execute(request, Revisions.expected(ifMatch), by));
  }
}
