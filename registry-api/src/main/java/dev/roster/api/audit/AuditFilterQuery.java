package dev.roster.api.audit;

import static dev.roster.http.request.RequestPart.QUERY;

import dev.roster.core.access.ModelAccess;
import dev.roster.core.access.Permission;
import dev.roster.core.access.Principal;
import dev.roster.core.audit.Action;
import dev.roster.core.audit.AuditFilter;
import dev.roster.core.problem.Refused;
import dev.roster.http.json.Times;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the query of a list of audit entries. */
@Component
class AuditFilterQuery {
  private final ModelAccess access;

  AuditFilterQuery(ModelAccess access) {
    this.access = access;
  }

  /** The parameters as they were sent. */
  record Sent(
      @Nullable String model,
      @Nullable Integer version,
      @Nullable String actor,
      @Nullable List<String> action,
      @Nullable String from,
      @Nullable String to) {}

  /**
   * @throws Refused {@code invalid_field}, {@code model_not_found}
   */
  AuditFilter parse(Sent sent, Principal by) {
    if (sent.version() != null && sent.model() == null)
      throw Refused.invalid(
          QUERY.field("version"), "needs model, as each model has a version 1", sent.version());
    if (sent.version() != null && sent.version() < 1)
      throw Refused.invalid(QUERY.field("version"), "must be 1 or more", sent.version());
    Instant from = instant(sent.from(), "from");
    Instant to = instant(sent.to(), "to");
    if (from != null && to != null && to.isBefore(from))
      throw Refused.invalid(QUERY.field("to"), "must not be before from", to);
    return new AuditFilter(
        sent.model() == null
            ? null
            : access.modelEvenDeleted(ModelAccess.nameOf(sent.model()), Permission.READ, by).id(),
        sent.version(),
        sent.actor(),
        actions(sent.action()),
        from,
        to);
  }

  private static @Nullable Instant instant(@Nullable String text, String name) {
    return text == null ? null : Times.parse(text, QUERY.field(name));
  }

  private static Set<Action> actions(@Nullable List<String> words) {
    if (words == null) return Set.of();
    return words.stream().map(AuditFilterQuery::action).collect(Collectors.toUnmodifiableSet());
  }

  private static Action action(String word) {
    return Arrays.stream(Action.values())
        .filter(action -> action.wire().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                Refused.invalid(
                    QUERY.field("action"),
                    "must be one of "
                        + Arrays.stream(Action.values())
                            .map(Action::wire)
                            .sorted()
                            .collect(Collectors.joining(", ")),
                    word));
  }
}
