package dev.roster.core.erasure;

import java.util.List;

/**
 * What an erasure did.
 *
 * @param alias what is shown in place of the name
 * @param mentions what has texts of others that mention the name, such as {@code
 *     models/credit/versions/7}
 * @param more whether there are more mentions than these
 */
public record Erased(String alias, List<String> mentions, boolean more) {
  public Erased {
    mentions = List.copyOf(mentions);
  }
}
