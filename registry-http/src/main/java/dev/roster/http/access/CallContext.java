package dev.roster.http.access;

import dev.roster.core.access.ModelAccess;
import dev.roster.core.access.Principal;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.ModelState;
import dev.roster.core.reference.VersionRef;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request before its handler runs: the caller, and the model and version of the
 * path.
 */
public final class CallContext {
  private CallContext() {}

  private static final String DENIAL = CallContext.class.getName() + ".denial";
  private static final String TRIAL = CallContext.class.getName() + ".trial";
  private static final String CREDENTIAL = CallContext.class.getName() + ".credential";

  /** Stores the caller and the credential; called by the filter that reads the token. */
  public static void by(HttpServletRequest request, Principal principal, String credential) {
    request.setAttribute(Principal.class.getName(), principal);
    request.setAttribute(CREDENTIAL, credential);
  }

  public static boolean isAnonymous(HttpServletRequest request) {
    return find(request, Principal.class) == null;
  }

  /** What the caller presented; never to be logged or kept. */
  public static String credential(HttpServletRequest request) {
    Object credential = request.getAttribute(CREDENTIAL);
    if (credential == null) throw unauthenticated();
    return (String) credential;
  }

  /**
   * @throws Refused {@code unauthenticated}
   */
  public static Principal principal(HttpServletRequest request) {
    Principal principal = find(request, Principal.class);
    if (principal == null) throw unauthenticated();
    return principal;
  }

  public static Refused unauthenticated() {
    return Refused.because(
        ProblemCode.UNAUTHENTICATED,
        "Send Authorization: Bearer TOKEN; the token must exist, and be neither expired nor"
            + " revoked.");
  }

  /** Notes that the call was refused because the caller has no right to it. */
  public static void denied(HttpServletRequest request, Refused why) {
    request.setAttribute(DENIAL, why);
  }

  /** Notes that the call changes nothing, as it only asks what would happen. */
  public static void onlyTries(HttpServletRequest request) {
    request.setAttribute(TRIAL, true);
  }

  /** Null if the caller was not refused for lack of a right, or only tried. */
  static @Nullable Refused denial(HttpServletRequest request) {
    return request.getAttribute(TRIAL) == null ? (Refused) request.getAttribute(DENIAL) : null;
  }

  static void model(HttpServletRequest request, ModelRef model) {
    request.setAttribute(ModelRef.class.getName(), model);
  }

  static void subject(HttpServletRequest request, ModelAccess.Subject subject) {
    model(request, subject.model());
    if (subject.state() != null) request.setAttribute(ModelState.class.getName(), subject.state());
    if (subject.version() != null)
      request.setAttribute(VersionRef.class.getName(), subject.version());
  }

  static <T> @Nullable T find(HttpServletRequest request, Class<T> type) {
    return type.cast(request.getAttribute(type.getName()));
  }
}
