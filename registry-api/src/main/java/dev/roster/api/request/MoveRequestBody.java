package dev.roster.api.request;

import dev.roster.core.approval.Approval;
import dev.roster.core.approval.Request;
import dev.roster.core.gate.Evidence;
import dev.roster.core.reference.Stage;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request as the API shows it.
 *
 * @param policy the name of the policy that its approvals are bound to
 * @param needed how many approvals it needs
 * @param evidence what the gates find now; of a closed request, what they had found
 * @param detail why it is closed, or approved and not executed
 */
public record MoveRequestBody(
    UUID id,
    Request.Kind kind,
    String model,
    int version,
    Stage from,
    Stage to,
    @Nullable String reason,
    @Schema(allowableValues = {"by-hand", "when-approved"}) String execute,
    String by,
    Instant at,
    String digest,
    @Nullable String policy,
    @Nullable Integer policyRevision,
    Request.State state,
    int needed,
    List<Evidence> evidence,
    @Nullable Instant expiresAt,
    List<ApprovalBody> approvals,
    @Nullable Instant closedAt,
    @Nullable String closedBy,
    @Nullable String detail) {
  /** A decision on a request. */
  record ApprovalBody(
      UUID id,
      String by,
      Approval.Decision decision,
      @Nullable String reason,
      Instant at,
      boolean counts) {
    static ApprovalBody of(Approval approval) {
      return new ApprovalBody(
          approval.id(),
          approval.by(),
          approval.decision(),
          approval.reason(),
          approval.at(),
          approval.counts());
    }
  }

  public static MoveRequestBody of(Request request) {
    return new MoveRequestBody(
        request.id(),
        request.kind(),
        request.version().model().name().text(),
        request.version().number(),
        request.from(),
        request.to(),
        request.reason(),
        request.execution().wire(),
        request.by().name(),
        request.at(),
        request.digest(),
        request.policy().policy(),
        request.policy().revision(),
        request.state(),
        request.needed(),
        request.evidence(),
        request.expiresAt(),
        request.approvals().stream().map(ApprovalBody::of).toList(),
        request.closedAt(),
        request.closedBy(),
        request.detail());
  }
}
