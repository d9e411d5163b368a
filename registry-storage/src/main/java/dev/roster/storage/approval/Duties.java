package dev.roster.storage.approval;

import dev.roster.core.access.Principal;
import java.util.Map;

/**
 * Conditions on what a principal has to do with a request. A principal is the same if its token is,
 * or if people take its name for the same.
 */
final class Duties {
  /** It made the request {@code r}. */
  static final String REQUESTER =
      "(r.principal = :principal or name_key(r.actor) = name_key(:name))";

  /** It registered the version {@code v}. */
  static final String AUTHOR = "name_key(v.created_by) = name_key(:name)";

  /** It sent a file that the version {@code v} has, or one that was replaced since. */
  static final String UPLOADER =
      """
      exists (
        select from (
          select created_by as actor from artifact where version_id = v.id
          union select actor from upload where version_id = v.id and state = 'done') sent
        where name_key(sent.actor) = name_key(:name))
      """;

  /** It made a decision on the request {@code r} that counts. */
  static final String DECIDED =
      """
      exists (
        select from approval a
        where a.request_id = r.id and a.withdrawn_at is null
          and (a.principal = :principal or name_key(a.actor) = name_key(:name) and %s))
      """
          .formatted(Rights.COUNTS);

  /** It may not decide on the request {@code r}. */
  static final String BARRED =
      "(%s or r.kind = 'review' and %s or r.not_author and (%s or %s or %s))"
          .formatted(DECIDED, REQUESTER, REQUESTER, AUTHOR, UPLOADER);

  private Duties() {}

  /** What the conditions need, beside {@link Rights#PARAMS}. */
  static Map<String, Object> params(Principal by) {
    return Map.of("principal", by.id(), "name", by.name());
  }
}
