package dev.roster.http.access;

import dev.roster.core.access.ModelAccess;
import dev.roster.core.access.Permission;
import dev.roster.core.access.Principal;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.reference.ModelRef;
import dev.roster.http.access.Route.Scope;
import dev.roster.http.json.GzippedBody;
import dev.roster.http.json.MayBeGzipped;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

  private final RouteTable routes;
  private final ModelAccess access;
  private final Map<String, PathSubject> subjects;

  RouteGuard(RouteTable routes, ModelAccess access, List<PathSubject> subjects) {
    this.routes = routes;
    this.access = access;
    this.subjects =
        subjects.stream().collect(Collectors.toMap(PathSubject::variable, Function.identity()));
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (!(handler instanceof HandlerMethod method)) return true; // static files, none of ours
    if (request.getDispatcherType() != DispatcherType.REQUEST) return true; // judged before
    Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    Route route = routes.find(request.getMethod(), String.valueOf(pattern)).orElse(null);
    if (route == null) {
      CallContext.principal(request);
      if (request.getMethod().equals("OPTIONS")) return true; // Spring's own answer: Allow
      throw forbidden("This route is not in the table of routes.");
    }
    if (route.scope() == Scope.OPEN) return true;
    Principal principal = CallContext.principal(request);
    judge(request, route, principal);
    QueryNames.check(request, method);
    refuseEncoded(request, method);
    return true;
  }

  private void judge(HttpServletRequest request, Route route, Principal principal) {
    if (route.permission() == null) return;
    Permission permission = route.permission();
    switch (route.scope()) {
      case MODEL -> judgeModel(request, route, permission, principal);
      case HANDLER -> ModelAccess.requireSomewhere(permission, principal);
      case EVERYWHERE -> ModelAccess.requireEverywhere(permission, principal);
      case AUTHENTICATED, OPEN, OPEN_FILES -> {}
    }
  }

  private void judgeModel(
      HttpServletRequest request, Route route, Permission permission, Principal principal) {
    Map<String, String> path = variables(request);
    String name = path.containsKey("reference") ? named(path) : path.get("name");
    if (name == null) {
      ModelRef model = modelOfSubject(path, principal);
      CallContext.model(request, model);
      ModelAccess.require(permission, model, principal);
      return;
    }
    ModelAccess.Reach reach = reach(request, route);
    String number = path.get("version");
    boolean possible = number == null || NUMBER.matcher(number).matches();
    ModelAccess.Subject subject =
        access.find(
            ModelAccess.nameOf(name),
            number == null || !possible ? null : Integer.valueOf(number),
            reach,
            Permission.READ,
            principal);
    CallContext.subject(request, subject);
    if (!possible)
      throw Refused.because(
          ProblemCode.VERSION_NOT_FOUND,
          "The model has no such version; versions are numbered from 1.");
    ModelAccess.require(permission, subject.model(), principal);
  }

  private static ModelAccess.Reach reach(HttpServletRequest request, Route route) {
    boolean past = route.past() && QueryNames.has(request, "at");
    return past ? ModelAccess.Reach.DELETED : route.reach();
  }

  /** The model that, say, the monitor in the path belongs to. */
  private ModelRef modelOfSubject(Map<String, String> path, Principal principal) {
    for (Map.Entry<String, String> variable : path.entrySet()) {
      PathSubject subject = subjects.get(variable.getKey());
      if (subject == null) continue;
      ModelRef model = subject.modelOf(variable.getValue());
      ModelAccess.require(Permission.READ, model, principal, subject::missing);
      return model;
    }
    throw new IllegalStateException("nothing in the path names a model");
  }

  /** The model in {@code housing@production}. */
  private static String named(Map<String, String> path) {
    return path.get("reference").split("@", 2)[0];
  }

  private static void refuseEncoded(HttpServletRequest request, HandlerMethod handler) {
    String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
    if (encoding == null || encoding.equalsIgnoreCase("identity")) return;
    boolean isGzipRead =
        Arrays.stream(handler.getMethodParameters())
            .anyMatch(parameter -> parameter.hasParameterAnnotation(MayBeGzipped.class));
    if (isGzipRead && GzippedBody.isGzip(encoding)) return;
    throw Refused.because(
        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
        isGzipRead
            ? "Send the body with Content-Encoding: gzip or without; other encodings are not read."
            : "Send the body without Content-Encoding; compressed bodies are not read.");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> variables(HttpServletRequest request) {
    Object found = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
    return found == null ? Map.of() : (Map<String, String>) found;
  }

  private static Refused forbidden(String detail) {
    return Refused.because(ProblemCode.FORBIDDEN, detail);
  }
}
