package dev.roster.api.policy;

import static dev.roster.core.problem.FieldPath.field;

import dev.roster.core.policy.PolicyDocument;
import dev.roster.core.problem.Faults;
import dev.roster.core.problem.FieldPath;
import dev.roster.core.reference.Stage;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a policy demands, as it is sent. */
record PolicyDocumentBody(
    @Schema(maxLength = 2000) @Nullable String description,
    List<PolicyEdgeBody> edges,
    @Schema(description = "Where a displaced version goes; staging when left out.")
        @Nullable Stage displacedTo,
    @Schema(description = "Whether a move must have If-Match; false when left out.")
        @Nullable Boolean requireIfMatch) {
  PolicyDocument document() {
    return document(field());
  }

  /**
   * @param at where the document is in the request
   */
  PolicyDocument document(FieldPath at) {
    Faults faults = new Faults();
    List<PolicyDocument.Edge> read = new ArrayList<>();
    for (int i = 0; i < edges.size(); i++)
      read.add(edges.get(i).edge(at.member("edges").item(i), faults));
    faults.throwIfAny();
    return new PolicyDocument(
        description,
        read,
        displacedTo == null ? PolicyDocument.NONE.displacedTo() : displacedTo,
        Boolean.TRUE.equals(requireIfMatch));
  }
}
