package dev.roster.core.gate;

import static dev.roster.core.problem.FieldPath.field;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.roster.core.problem.FieldPath;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a gate found. It is about a gate, a report or the approvals of the move, and what does not
 * concern it is null.
 *
 * @param skipped true if the gate does not apply to the move; else null
 * @param expression the condition of a policy's gate
 * @param values what the gate read, as its conditions spell it; null where it is absent
 * @param verdict of the report that counts; empty if there is none
 * @param at when that report was sent
 * @param remedy what can be done if it did not pass
 * @param approvals the names of those whose approvals count
 * @param needed how many must
 * @param request the open request for the move; empty if there is none
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
    @Nullable String remedy,
    @Nullable List<String> approvals,
    @Nullable Integer needed,
    @Nullable Optional<UUID> request) {
  public Evidence {
    if (report == null) {
      verdict = null;
      at = null;
    }
    if (approvals == null) request = null;
  }

  /** What a gate found that judges without a condition. */
  public Evidence(String gate, boolean passed, String detail) {
    this(gate, null, passed, detail, null, null, null, null, null, null, null, null, null);
  }

  /** What the gate found that asks for approvals. */
  public static Evidence ofApprovals(
      List<String> approvals,
      int needed,
      String detail,
      Optional<UUID> request,
      @Nullable String remedy) {
    return new Evidence(
        null,
        null,
        approvals.size() >= needed,
        detail,
        null,
        null,
        null,
        null,
        null,
        remedy,
        List.copyOf(approvals),
        needed,
        request);
  }

  /** What it is about: {@code gate}, {@code report} or {@code approvals}. */
  @JsonIgnore
  public String kind() {
    if (approvals != null) return "approvals";
    return report == null ? "gate" : "report";
  }

  /** Which gate or report it is about. */
  @JsonIgnore
  public String name() {
    if (approvals != null) return "approvals";
    return String.valueOf(report == null ? gate : report);
  }

  /** For messages: which gate or report it is about. */
  @JsonIgnore
  public String subject() {
    return approvals == null ? kind() + " " + name() : "rule of approvals";
  }

  /** Where a list of blockers places it. */
  @JsonIgnore
  public FieldPath place() {
    return approvals == null ? field(kind() + "s", name()) : field("approvals");
  }
}
