package dev.roster.http.access;

import dev.roster.core.access.Permission;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of routes.
 *
 * @param permission null only where {@code scope} is OPEN
 */
record Route(
    String method, String pattern, @Nullable Permission permission, Scope scope, Reach reach) {
  /** Whether the path may lead to what was deleted; otherwise that is answered with 410. */
  enum Reach {
    PRESENT,
    /** With {@code ?at=} the path leads to deleted models and versions too. */
    PAST,
    /** To a deleted model. */
    DELETED_MODEL,
    /** To a deleted version of a model that is there. */
    DELETED_VERSION
  }

  /** What the permission must cover. */
  enum Scope {
    /** The model that the path names; the guard judges before the handler runs. */
    MODEL,
    /** The permission somewhere; the handler judges over what the body names or the list shows. */
    HANDLER,
    /** Every model, those to come too. */
    EVERYWHERE,
    /** Nothing: it is on the reviewed list of what is open to all. */
    OPEN
  }

  String key() {
    return method + " " + pattern;
  }
}
