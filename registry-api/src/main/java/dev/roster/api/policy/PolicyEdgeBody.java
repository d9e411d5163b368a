package dev.roster.api.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roster.core.policy.PolicyDocument;
import dev.roster.core.reference.Stage;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a policy demands of a move from one stage to another. */
record PolicyEdgeBody(
    Stage from,
    Stage to,
    @Nullable List<PolicyGateBody> gates,
    @Nullable List<RequiredReportBody> reports,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable RequiredApprovalsBody approvals) {
  /** A gate of a policy. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record PolicyGateBody(
      @Schema(pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$") String name,
      @Schema(
              description = "A condition in CEL: the gate judges only moves for which it is true.",
              maxLength = 4000,
              example = "champion != null")
          @Nullable String when,
      @Schema(
              description = "A condition in CEL that must be true.",
              maxLength = 4000,
              example = "candidate.metrics[\"auc\"] >= 0.9")
          String require,
      @Schema(description = "What the gate demands, in words.", maxLength = 500)
          @Nullable String message) {
    static PolicyGateBody of(PolicyDocument.Rule rule) {
      return new PolicyGateBody(rule.name(), rule.when(), rule.require(), rule.message());
    }

    PolicyDocument.Rule rule() {
      return new PolicyDocument.Rule(name, when, require, message);
    }
  }

  /** A report that a policy demands. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RequiredReportBody(
      @Schema(pattern = "^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$") String name,
      @Schema(description = "How old it may be, in ISO-8601.", example = "P30D")
          @Nullable String maxAge,
      @Schema(description = "The role that must have sent it.", example = "reporter")
          @Nullable String reportedBy) {
    static RequiredReportBody of(PolicyDocument.RequiredReport report) {
      return new RequiredReportBody(report.name(), report.maxAge(), report.reportedBy());
    }

    PolicyDocument.RequiredReport report() {
      return new PolicyDocument.RequiredReport(name, maxAge, reportedBy);
    }
  }

  /** The approvals that a policy demands. */
  record RequiredApprovalsBody(
      @Schema(description = "How many, 1 to 20.", example = "2") int count,
      @Schema(
              description =
                  "Whether the requester, the version's author and those who uploaded to it must not decide; true when left out.")
          @Nullable Boolean notAuthor,
      @Schema(
              description = "How long a request is open, in ISO-8601; P7D when left out.",
              example = "P7D")
          @Nullable String expireAfter) {
    static @Nullable RequiredApprovalsBody of(PolicyDocument.@Nullable RequiredApprovals required) {
      return required == null
          ? null
          : new RequiredApprovalsBody(
              required.count(), required.notAuthor(), required.expireAfter());
    }

    PolicyDocument.RequiredApprovals approvals() {
      return new PolicyDocument.RequiredApprovals(
          count,
          notAuthor == null ? PolicyDocument.RequiredApprovals.NONE.notAuthor() : notAuthor,
          expireAfter == null ? PolicyDocument.RequiredApprovals.NONE.expireAfter() : expireAfter);
    }
  }

  static PolicyEdgeBody of(PolicyDocument.Edge edge) {
    return new PolicyEdgeBody(
        edge.from(),
        edge.to(),
        edge.gates().stream().map(PolicyGateBody::of).toList(),
        edge.reports().stream().map(RequiredReportBody::of).toList(),
        RequiredApprovalsBody.of(edge.approvals()));
  }

  PolicyDocument.Edge edge() {
    return new PolicyDocument.Edge(
        from,
        to,
        gates == null ? List.of() : gates.stream().map(PolicyGateBody::rule).toList(),
        reports == null ? List.of() : reports.stream().map(RequiredReportBody::report).toList(),
        approvals == null ? null : approvals.approvals());
  }
}
