package dev.roster.api.erasure;

import dev.roster.core.erasure.Erased;
import java.util.List;

/**
 * What an erasure did.
 *
 * @param subject what is shown in place of the name
 * @param mentions what has texts of others that mention the name
 * @param more whether there are more mentions than these
 */
record ErasureBody(String subject, List<String> mentions, boolean more) {
  static ErasureBody of(Erased erased) {
    return new ErasureBody(erased.alias(), erased.mentions(), erased.more());
  }
}
