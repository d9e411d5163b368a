package dev.roster.storage.access;

import dev.roster.core.access.Permission;
import dev.roster.core.access.Role;
import java.util.Arrays;
import java.util.Locale;

/** Whether what a token did still has an effect. */
public final class Standing {
  private Standing() {}

  /**
   * The condition that the token of a row is not revoked and may still do so. A token that merely
   * expired keeps what was done by it. The query has {@code model m}.
   *
   * @param row has the column {@code token_id}, which is null for the operator's token
   * @param roles the parameter with the roles that allow it
   */
  public static String condition(String row, String roles) {
    return """
        (%1$s.token_id is null or exists (
          select from token t join token_grant g on g.token_id = t.id
          where t.id = %1$s.token_id and t.revoked_at is null and g.role = any(:%2$s)
            and (g.model_id = m.id or starts_with(lower(m.name), lower(g.prefix)))))
        """
        .formatted(row, roles);
  }

  /** The roles with one of the permissions. */
  public static String[] roles(Permission... permissions) {
    return Arrays.stream(Role.values())
        .filter(role -> Arrays.stream(permissions).anyMatch(role.permissions()::contains))
        .map(role -> role.name().toLowerCase(Locale.ROOT))
        .toArray(String[]::new);
  }
}
