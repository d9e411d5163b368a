package dev.roster.api.retirement;

import dev.roster.core.access.ModelAccess;
import dev.roster.core.access.Principal;
import dev.roster.core.retirement.Retirement;
import dev.roster.core.retirement.RetirementProgress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An announced retirement, and how far it is.
 *
 * @param replacement null if none was named, if it was deleted since, or if the reader may not read
 *     its model
 * @param by who announced it or changed it last
 * @param at when it was announced
 * @param consumers the hundred that used the version last
 * @param deployments that serve the version
 * @param drained whether the gate {@code drained} passes
 * @param blockers who still uses the version
 * @param detail why it was not retired by itself although it is due
 */
record RetirementBody(
    Retirement.State state,
    Instant sunset,
    @Nullable String replacement,
    @Nullable String reason,
    String by,
    Instant at,
    List<ConsumerBody> consumers,
    List<Map<String, Object>> deployments,
    boolean drained,
    List<String> blockers,
    @Nullable String detail) {
  static RetirementBody of(RetirementProgress progress, Principal reader) {
    Retirement retirement = progress.retirement();
    return new RetirementBody(
        progress.state(),
        retirement.sunset(),
        replacement(retirement, reader),
        retirement.reason(),
        retirement.by().name(),
        retirement.at(),
        progress.consumers().stream().map(ConsumerBody::of).toList(),
        List.of(),
        progress.drain().drained(),
        progress.drain().blockers(),
        progress.detail());
  }

  /** The replacement that the reader may be told of. */
  static @Nullable String replacement(Retirement retirement, Principal reader) {
    Retirement.Replacement replacement = retirement.replacement();
    return replacement == null
            || !replacement.present()
            || !ModelAccess.isVisible(replacement.version().model(), reader)
        ? null
        : replacement.text();
  }
}
