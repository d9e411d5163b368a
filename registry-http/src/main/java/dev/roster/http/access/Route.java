package dev.roster.http.access;

import dev.roster.core.access.ModelAccess.Reach;
import dev.roster.core.access.Permission;
import dev.roster.http.json.JsonLimits;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table of routes: all that is decided on a call before its handler runs.
 *
 * @param permission null where {@code scope} asks for none
 * @param reach which deleted things the path may lead to; others are answered with 410
 * @param past whether the path leads to all deleted things when the query has {@code at}
 * @param bodyLimit bytes that the body may have before its handler judges it; more than a JSON
 *     document has: the body is a file or rows, which may arrive more slowly
 * @param secretAnswer whether an answer that is kept for a retry is encrypted, as it holds a secret
 */
public record Route(
    String method,
    String pattern,
    @Nullable Permission permission,
    Scope scope,
    Reach reach,
    boolean past,
    long bodyLimit,
    boolean secretAnswer) {
  /** What the permission must cover. */
  public enum Scope {
    /** The model that the path leads to; the guard decides before the handler runs. */
    MODEL,
    /** Some model; the handler decides on the models that the body names or the list shows. */
    HANDLER,
    /** Every model, future ones too. */
    EVERYWHERE,
    /** Nothing: any valid token will do. */
    AUTHENTICATED,
    /** Nothing: the route is open to all. */
    OPEN,
    /** Nothing: static files and pages that no controller handles, open to all. */
    OPEN_FILES
  }

  /** A route whose path leads to a model, over which the caller needs the permission. */
  public static Route model(String method, String pattern, Permission permission) {
    return of(method, pattern, permission, Scope.MODEL);
  }

  /** A route whose handler decides by {@link dev.roster.core.access.ModelAccess}. */
  public static Route handler(String method, String pattern, Permission permission) {
    return of(method, pattern, permission, Scope.HANDLER);
  }

  /** A route that needs the permission over all models. */
  public static Route everywhere(String method, String pattern, Permission permission) {
    return of(method, pattern, permission, Scope.EVERYWHERE);
  }

  public static Route authenticated(String method, String pattern) {
    return of(method, pattern, null, Scope.AUTHENTICATED);
  }

  /** A GET that answers without a token. */
  public static Route open(String pattern) {
    return of("GET", pattern, null, Scope.OPEN);
  }

  /** Static files and pages that no controller handles and that are served without a token. */
  public static Route openFiles(String pattern) {
    return of("GET", pattern, null, Scope.OPEN_FILES);
  }

  private static Route of(
      String method, String pattern, @Nullable Permission permission, Scope scope) {
    return new Route(
        method,
        pattern,
        permission,
        scope,
        Reach.PRESENT,
        false,
        JsonLimits.MAX_DOCUMENT_BYTES,
        false);
  }

  public Route reaching(Reach deleted) {
    return new Route(method, pattern, permission, scope, deleted, past, bodyLimit, secretAnswer);
  }

  public Route reachingThePast() {
    return new Route(method, pattern, permission, scope, reach, true, bodyLimit, secretAnswer);
  }

  public Route withBodyUpTo(long bytes) {
    return new Route(method, pattern, permission, scope, reach, past, bytes, secretAnswer);
  }

  /** A route that takes files. Its handler knows their limits, and checks their digest fields. */
  public Route withFile() {
    return withBodyUpTo(Long.MAX_VALUE);
  }

  public Route withSecretAnswer() {
    return new Route(method, pattern, permission, scope, reach, past, bodyLimit, true);
  }

  /** Whether a call changes nothing, by whatever method it is sent. */
  boolean onlyReads() {
    return permission == Permission.READ && scope == Scope.HANDLER;
  }

  boolean isOpen() {
    return scope == Scope.OPEN || scope == Scope.OPEN_FILES;
  }

  String key() {
    return method + " " + pattern;
  }
}
