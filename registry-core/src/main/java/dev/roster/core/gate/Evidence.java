package dev.roster.core.gate;

import static dev.roster.core.problem.FieldPath.field;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roster.core.problem.FieldPath;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a gate found. It is about a gate or about a report, and what does not concern it is null.
 *
 * @param skipped true if the gate does not apply to the move; else null
 * @param expression the condition of a policy's gate
 * @param values what the gate read, as its conditions spell it; null where it is absent
 * @param verdict of the report that counts; empty if there is none
 * @param at when that report was sent
 * @param remedy what can be done if it did not pass
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Evidence(
    @Nullable String gate,
    @Nullable String report,
    boolean passed,
    String detail,
    @Nullable Boolean skipped,
    @Nullable String expression,
    @Nullable Map<String, @Nullable Object> values,
    @Nullable Optional<String> verdict,
    @Nullable Optional<Instant> at,
    @Nullable String remedy) {
  public Evidence {
    if (report == null) {
      verdict = null;
      at = null;
    }
  }

  /** What a gate found that judges without a condition. */
  public Evidence(String gate, boolean passed, String detail) {
    this(gate, null, passed, detail, null, null, null, null, null, null);
  }

  /** For messages: which gate or report it is about. */
  @JsonIgnore
  public String subject() {
    return report == null ? "gate " + gate : "report " + report;
  }

  /** Where a list of blockers places it. */
  @JsonIgnore
  public FieldPath place() {
    return report == null ? field("gates", gate) : field("reports", report);
  }
}
