package dev.roster.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.roster.core.policy.PolicyDocument.Edge;
import dev.roster.core.policy.PolicyDocument.RequiredApprovals;
import dev.roster.core.policy.PolicyDocument.RequiredReport;
import dev.roster.core.policy.PolicyDocument.Retention;
import dev.roster.core.policy.PolicyDocument.Rule;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.Stage;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDocumentTest {
  private static final Rule READY = new Rule("baseline", null, "candidate.hasBaseline", null);

  @Test
  void eachFaultIsNamedAtItsField() {
    PolicyDocument document =
        new PolicyDocument(
            null,
            List.of(
                edge(
                    Stage.STAGING,
                    Stage.PRODUCTION,
                    List.of(
                        READY,
                        new Rule("baseline", "champion", "candidate.size", null),
                        new Rule("a b", null, "true", null)),
                    List.of(new RequiredReport("scan", "P1M", "nobody")),
                    new RequiredApprovals(0, true, "7 days")),
                edge(Stage.NONE, Stage.PRODUCTION, List.of(), List.of()),
                edge(Stage.STAGING, Stage.PRODUCTION, List.of(), List.of())),
            Stage.NONE,
            false,
            "PT59S",
            false,
            new Retention(-1, "P0D"));
    Refused refused = catchThrowableOfType(Refused.class, () -> Policies.check(document));
    assertThat(refused.faults())
        .extracting(fault -> fault.field().toString())
        .containsExactly(
            "displacedTo",
            "edges[0].gates[1].name",
            "edges[0].gates[1].when",
            "edges[0].gates[1].require",
            "edges[0].gates[2].name",
            "edges[0].reports[0].maxAge",
            "edges[0].reports[0].reportedBy",
            "edges[0].approvals.count",
            "edges[0].approvals.expireAfter",
            "edges[1].to",
            "edges[2]",
            "drain",
            "retention.keepLast",
            "retention.reclaimRetiredAfter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"P30D", "PT12H", "P3650D", "PT0.001S"})
  void theseAgesAreTaken(String age) {
    Policies.check(withReport(age));
  }

  @ParameterizedTest
  @ValueSource(strings = {"P0D", "-P1D", "P3651D", "P1M", "30 days", "", "P999999999999999999D"})
  void theseAreNoAges(String age) {
    assertThat(catchThrowableOfType(Refused.class, () -> Policies.check(withReport(age))))
        .hasMessageContaining("must be an ISO-8601 duration such as P30D");
  }

  @ParameterizedTest
  @CsvSource({"1, true", "20, true", "0, false", "21, false"})
  void anEdgeDemands1To20Approvals(int count, boolean taken) {
    RequiredApprovals approvals = new RequiredApprovals(count, true, "P7D");
    Edge edge = edge(Stage.STAGING, Stage.PRODUCTION, List.of(), List.of(), approvals);
    PolicyDocument document =
        new PolicyDocument(null, List.of(edge), Stage.STAGING, false, null, false, null);
    Refused refused = catchThrowableOfType(Refused.class, () -> Policies.check(document));
    assertThat(refused == null).isEqualTo(taken);
  }

  @Test
  void anEdgeHasAtMost50Gates() {
    Policies.check(withGates(50));
    assertThat(catchThrowableOfType(Refused.class, () -> Policies.check(withGates(51))))
        .hasMessageContaining("edges[0].gates has 51 entries; at most 50 are kept");
  }

  /** There are fewer moves than that; the rest is not even compiled. */
  @Test
  void aDocumentHasAtMost20Edges() {
    Edge edge = edge(Stage.STAGING, Stage.PRODUCTION, List.of(), List.of(), null);
    PolicyDocument document =
        new PolicyDocument(
            null, Collections.nCopies(21, edge), Stage.STAGING, false, null, false, null);
    Refused refused = catchThrowableOfType(Refused.class, () -> Policies.check(document));
    assertThat(refused).hasMessageContaining("edges has 21 entries; at most 20 are kept");
    assertThat(refused.faults()).as("and each of the first 20 that repeats one").hasSize(20);
  }

  /** What a gate may read is declared in CEL, and each name is described. */
  @Test
  void eachNameOfTheViewCanBeReadAndIsDescribed() throws Exception {
    for (GateView.ReadableName item : GateView.items()) {
      Expression.of("type(%s) == type(null) || true".formatted(item.name()));
      assertThat(item.type() + item.meaning()).as(item.name()).doesNotContain("null)").isNotBlank();
    }
    assertThat(GateView.items())
        .contains(new GateView.ReadableName("candidate.version", "int", "its number"))
        .extracting(GateView.ReadableName::name)
        .contains("champion.framework.name", "model.tags", "transition.by", "now");
  }

  private static PolicyDocument withReport(String age) {
    return document(List.of(), List.of(new RequiredReport("scan", age, "reporter")));
  }

  private static PolicyDocument withGates(int count) {
    return document(
        IntStream.range(0, count).mapToObj(i -> new Rule("gate-" + i, null, "true", null)).toList(),
        Collections.emptyList());
  }

  private static PolicyDocument document(List<Rule> gates, List<RequiredReport> reports) {
    return new PolicyDocument(
        null,
        List.of(edge(Stage.STAGING, Stage.PRODUCTION, gates, reports)),
        Stage.STAGING,
        false,
        "PT1M",
        false,
        new Retention(0, "P90D"));
  }

  private static Edge edge(Stage from, Stage to, List<Rule> gates, List<RequiredReport> reports) {
    return edge(from, to, gates, reports, null);
  }

  private static Edge edge(
      Stage from,
      Stage to,
      List<Rule> gates,
      List<RequiredReport> reports,
      @Nullable RequiredApprovals approvals) {
    return new Edge(from, to, gates, reports, approvals);
  }
}
