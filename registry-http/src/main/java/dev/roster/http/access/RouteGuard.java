package dev.roster.http.access;

import dev.roster.core.access.Permission;
import dev.roster.core.access.Principal;
import dev.roster.core.access.Role;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelName;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.References;
import dev.roster.core.reference.VersionRef;
import dev.roster.http.access.Route.Reach;
import dev.roster.http.access.Route.Scope;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Judges each call by the table of routes before its body is read: 401, 404, 403, then what is
 * wrong with the query. It reads the same parsed path as the handler.
 */
@Component
class RouteGuard implements HandlerInterceptor {
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  private final References references;
  private final Map<String, PathSubject> subjects;

  RouteGuard(References references, List<PathSubject> subjects) {
    this.references = references;
    this.subjects =
        subjects.stream().collect(Collectors.toMap(PathSubject::variable, Function.identity()));
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!(handler instanceof HandlerMethod method)) return true; // static files, none of ours
    if (request.getDispatcherType() != DispatcherType.REQUEST) return true; // judged before
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    Route route = Routes.find(request.getMethod(), String.valueOf(pattern)).orElse(null);
    if (route == null) {
      Called.principal(request);
      if (request.getMethod().equals("OPTIONS")) return true; // Spring's own answer: Allow
      throw forbidden("This route is not in the table of routes.");
    }
    if (route.scope() == Scope.OPEN) return true;
    Principal principal = Called.principal(request);
    judge(request, route, principal);
    QueryNames.check(request, method);
    refuseEncoded(request);
    return true;
  }

  private void judge(HttpServletRequest request, Route route, Principal principal) {
    Permission permission = Objects.requireNonNull(route.permission());
    switch (route.scope()) {
      case MODEL -> {
        Map<String, String> path = variables(request);
        boolean past = route.reach() == Reach.PAST && QueryNames.has(request, "at");
        ModelRef model = modelOf(request, principal, past || route.reach() == Reach.DELETED_MODEL);
        Called.model(request, model);
        String number = path.get("version");
        if (number != null) {
          if (!NUMBER.matcher(number).matches())
            throw Refused.because(
                ProblemCode.VERSION_NOT_FOUND,
                "The model has no such version; versions are numbered from 1.");
          boolean evenDeleted = past || route.reach() == Reach.DELETED_VERSION;
          Called.version(request, version(request, model, number, evenDeleted));
        }
        if (!principal.may(permission, model)) throw lacks(permission);
      }
      case HANDLER -> {
        if (!principal.maySomewhere(permission)) throw lacks(permission);
      }
      case EVERYWHERE -> {
        if (!principal.mayEverywhere(permission)) throw lacks(permission);
      }
      case OPEN -> {}
    }
  }

  /** The model that the path leads to; what the caller may not read is answered as if not there. */
  private ModelRef modelOf(HttpServletRequest request, Principal principal, boolean evenDeleted) {
    Map<String, String> path = variables(request);
    String name = path.containsKey("reference") ? named(path) : path.get("name");
    if (name != null) {
      if (!ModelName.isValid(name)) throw References.noSuchModel();
      return visible(request, new ModelName(name), principal, evenDeleted);
    }
    for (Map.Entry<String, String> variable : path.entrySet()) {
      PathSubject subject = subjects.get(variable.getKey());
      if (subject == null) continue;
      ModelRef model = subject.modelOf(variable.getValue());
      if (!principal.may(Permission.READ, model)) throw subject.missing();
      return model;
    }
    throw new IllegalStateException("nothing in the path names a model");
  }

  /** The model in {@code housing@production}. */
  private static String named(Map<String, String> path) {
    return path.get("reference").split("@", 2)[0];
  }

  private ModelRef visible(
      HttpServletRequest request, ModelName name, Principal principal, boolean evenDeleted) {
    ModelRef model;
    try {
      model = evenDeleted ? references.modelEvenDeleted(name) : seen(request, name);
    } catch (Refused refused) {
      boolean mayKnow =
          refused.code() == ProblemCode.DELETED
              && principal.may(Permission.READ, references.modelEvenDeleted(name));
      throw mayKnow ? refused : References.noSuchModel();
    }
    if (!principal.may(Permission.READ, model)) throw References.noSuchModel();
    return model;
  }

  /** With the version that the path names, as most do, so that both are looked up at once. */
  private ModelRef seen(HttpServletRequest request, ModelName name) {
    String number = variables(request).get("version");
    if (number == null || !NUMBER.matcher(number).matches()) {
      References.Seen seen = references.seen(name);
      Called.seen(request, seen);
      return seen.model();
    }
    References.SeenVersion both = references.seen(name, Integer.parseInt(number));
    Called.seen(request, both);
    return both.model().model();
  }

  private VersionRef version(
      HttpServletRequest request, ModelRef model, String number, boolean evenDeleted) {
    int version = Integer.parseInt(number);
    if (evenDeleted) return references.versionEvenDeleted(model, version);
    References.SeenVersion both = Called.find(request, References.SeenVersion.class);
    return both == null ? references.version(model, version) : both.version().get();
  }

  private static void refuseEncoded(HttpServletRequest request) {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity"))
      throw Refused.because(
          ProblemCode.UNSUPPORTED_MEDIA_TYPE,
          "Send the body without Content-Encoding; compressed bodies are not read.");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> variables(HttpServletRequest request) {
    Object found = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    return found == null ? Map.of() : (Map<String, String>) found;
  }

  private static Refused lacks(Permission permission) {
    String roles =
        Arrays.stream(Role.values())
            .filter(role -> role.permissions().contains(permission))
            .map(role -> role.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(" or "));
    return forbidden("The token needs the role " + roles + " here.");
  }

  private static Refused forbidden(String detail) {
    return Refused.because(ProblemCode.FORBIDDEN, detail);
  }
}
