package dev.roster.storage.approval;

import dev.roster.core.access.Permission;
import dev.roster.core.access.Role;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** The rights that a decision, and what is done for a requester, depend on at each moment. */
final class Rights {
  /** Whether the decision {@code a} counts; a query has {@code request r} and {@code model m}. */
  static final String COUNTS = "coalesce(a.counted, %s)".formatted(stands("a", "approving"));

  /** Whether the requester of {@code r} may still ask for moves of the model {@code m}. */
  static final String ENTITLED = stands("r", "asking");

  /** What both conditions need. */
  static final Map<String, Object> PARAMS =
      Map.of(
          "approving", roles(Permission.APPROVE),
          "asking", roles(Permission.PROMOTE, Permission.UPLOAD));

  private Rights() {}

  /** A token that merely expired keeps what was done by it; one that was revoked does not. */
  private static String stands(String row, String roles) {
    return """
        (%1$s.token_id is null or exists (
          select from token t join token_grant g on g.token_id = t.id
          where t.id = %1$s.token_id and t.revoked_at is null and g.role = any(:%2$s)
            and (g.model_id = m.id or starts_with(lower(m.name), lower(g.prefix)))))
        """
        .formatted(row, roles);
  }

  private static String[] roles(Permission... permissions) {
    return Arrays.stream(Role.values())
        .filter(role -> Arrays.stream(permissions).anyMatch(role.permissions()::contains))
        .map(role -> role.name().toLowerCase(Locale.ROOT))
        .toArray(String[]::new);
  }
}
