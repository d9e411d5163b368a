package dev.roster.core.access;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A role over one model (by its id, so that it follows the model through rename and deletion) or
 * over every model whose name begins with a prefix. Exactly one of the two is set.
 *
 * @param prefix without the {@code *}; empty means every model
 */
public record Grant(Role role, @Nullable Long modelId, @Nullable String prefix) {
  public Grant {
    if ((modelId == null) == (prefix == null))
      throw new IllegalArgumentException("a grant is for one model or for a prefix");
  }

  public static Grant onAll(Role role) {
    return new Grant(role, null, "");
  }

  public boolean isForAll() {
    return prefix != null && prefix.isEmpty();
  }

  /** Whether the grant covers a model; {@code id} is null for a name that no model has yet. */
  boolean covers(@Nullable Long id, String name) {
    if (prefix != null) {
      return name.toLowerCase(Locale.ROOT).startsWith(prefix.toLowerCase(Locale.ROOT));
    }
    return modelId.equals(id);
  }
}
