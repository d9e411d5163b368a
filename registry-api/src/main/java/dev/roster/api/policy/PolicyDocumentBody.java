package dev.roster.api.policy;

import dev.roster.core.policy.PolicyDocument;
import dev.roster.core.reference.Stage;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a policy demands, as it is sent. */
record PolicyDocumentBody(
    @Schema(maxLength = 2000) @Nullable String description,
    List<PolicyEdgeBody> edges,
    @Schema(description = "Where a displaced version goes; staging when left out.")
        @Nullable Stage displacedTo,
    @Schema(description = "Whether a move must have If-Match; false when left out.")
        @Nullable Boolean requireIfMatch,
    @Schema(
            description =
                "For how long nobody may have resolved an announced version before it is retired, in ISO-8601, at least PT1M, which is the default.",
            example = "P7D")
        @Nullable String drain,
    @Schema(
            description =
                "Whether an announced version is retired by itself once it is drained after its sunset; false when left out.")
        @Nullable Boolean retireAtSunset,
    @Nullable RetentionBody retention) {
  /** Which retired versions keep their bytes. */
  record RetentionBody(
      @Schema(description = "How many versions with the highest numbers do.", example = "3")
          @Nullable Integer keepLast,
      @Schema(description = "For how long each does, in ISO-8601.", example = "P90D")
          String reclaimRetiredAfter) {
    static @Nullable RetentionBody of(PolicyDocument.@Nullable Retention retention) {
      return retention == null
          ? null
          : new RetentionBody(retention.keepLast(), retention.reclaimRetiredAfter());
    }
  }

  PolicyDocument document() {
    return new PolicyDocument(
        description,
        edges.stream().map(PolicyEdgeBody::edge).toList(),
        displacedTo == null ? PolicyDocument.NONE.displacedTo() : displacedTo,
        Boolean.TRUE.equals(requireIfMatch),
        drain,
        retireAtSunset,
        retention == null
            ? null
            : new PolicyDocument.Retention(retention.keepLast(), retention.reclaimRetiredAfter()));
  }
}
