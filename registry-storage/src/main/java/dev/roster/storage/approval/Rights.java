package dev.roster.storage.approval;

import dev.roster.core.access.Permission;
import dev.roster.storage.access.Standing;
import java.util.Map;

/** The rights that a decision, and what is done for a requester, depend on at each moment. */
final class Rights {
  /** Whether the decision {@code a} counts; a query has {@code request r} and {@code model m}. */
  static final String COUNTS =
      "coalesce(a.counted, %s)".formatted(Standing.condition("a", "approving"));

  /** Whether the requester of {@code r} may still ask for moves of the model {@code m}. */
  static final String ENTITLED = Standing.condition("r", "asking");

  /** What both conditions need. */
  static final Map<String, Object> PARAMS =
      Map.of(
          "approving", Standing.roles(Permission.APPROVE),
          "asking", Standing.roles(Permission.PROMOTE, Permission.UPLOAD));

  private Rights() {}
}
