package dev.roster.http.problem;

import dev.roster.core.problem.FieldFault;
import dev.roster.core.problem.FieldPath;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.http.access.CallContext;
import dev.roster.http.json.JsonFault;
import dev.roster.http.json.TypeDescription;
import dev.roster.http.request.FormBody;
import dev.roster.http.request.RequestPart;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.FieldError;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.context.request.async.AsyncRequestTimeoutException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns every exception that a controller, or Spring before it, throws into a problem document. */
@RestControllerAdvice
class ProblemAdvice {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  /** Once bytes were sent, only a cut connection shows the client that bytes are missing. */
  @ExceptionHandler
  void answer(Exception failure, HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    if (failure instanceof AsyncRequestNotUsableException || response.isCommitted()) throw failure;
    Refused refused = forReads(refusalOf(failure), request);
    log(refused, failure, request);
    if (ProblemStatus.of(refused.code()) == HttpStatus.FORBIDDEN) denied(refused, request);
    Map<String, String> headers =
        failure instanceof HttpRequestMethodNotSupportedException method
            ? Map.of(HttpHeaders.ALLOW, allowed(method))
            : Map.of();
    Problems.write(request, response, refused, headers);
  }

  private static void denied(Refused refused, HttpServletRequest request) {
    if (DryRun.isAskedFor(request)) CallContext.onlyTries(request);
    CallContext.denied(request, refused);
  }

  /**
   * A read does not compete with other calls, so a lock that it waits for is a fault of the
   * database.
   */
  private static Refused forReads(Refused refused, HttpServletRequest request) {
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    return reads && refused.code() == ProblemCode.CONFLICT && refused.getCause() != null
        ? DatabaseFault.away(refused.getCause())
        : refused;
  }

  static Refused refusalOf(Exception failure) {
    if (failure instanceof Refused refused) return refused;
    if (failure instanceof HttpMessageNotReadableException unreadable)
      return JsonFault.of(unreadable);
    if (failure instanceof HttpRequestMethodNotSupportedException method)
      return Refused.because(
          ProblemCode.METHOD_NOT_ALLOWED, "This path supports " + allowed(method) + ".");
    if (failure instanceof HttpMediaTypeNotSupportedException form
        && FormBody.hasType(String.valueOf(form.getContentType())))
      return Refused.because(ProblemCode.UNSUPPORTED_MEDIA_TYPE, FormBody.REMEDY);
    if (failure instanceof HttpMediaTypeNotSupportedException type)
      return Refused.because(
          ProblemCode.UNSUPPORTED_MEDIA_TYPE,
          type.getSupportedMediaTypes().isEmpty()
              ? "Send the body as application/json in UTF-8."
              : "Send the body as one of: "
                  + type.getSupportedMediaTypes().stream()
                      .map(Object::toString)
                      .distinct()
                      .collect(Collectors.joining(", "))
                  + ".");
    if (failure instanceof HttpMediaTypeNotAcceptableException)
      return Refused.because(
          ProblemCode.NOT_ACCEPTABLE,
          "The server can answer in none of the media types in Accept. Ask for application/json.");
    if (failure instanceof NoResourceFoundException || failure instanceof NoHandlerFoundException)
      return Refused.because(
          ProblemCode.NOT_FOUND,
          "The server has no resource at this path. /openapi.json lists all paths.");
    if (failure instanceof AsyncRequestTimeoutException)
      return Refused.because(
          ProblemCode.STORAGE_UNAVAILABLE, "The answer took too long. Repeat the call.", failure);
    Refused parameter = parameterFault(failure);
    if (parameter != null) return parameter;
    return DatabaseFault.of(failure)
        .orElseGet(
            () ->
                Refused.because(
                    ProblemCode.INTERNAL_ERROR,
                    "Roster failed on this request. The trace id leads to the cause in its log.",
                    failure));
  }

  private static @Nullable Refused parameterFault(Exception failure) {
    if (failure instanceof MissingServletRequestParameterException missing)
      return Refused.invalid(RequestPart.QUERY.field(missing.getParameterName()), "is required");
    if (failure instanceof MissingRequestHeaderException missing)
      return Refused.invalid(
          RequestPart.HEADER.field(missing.getHeaderName()), "is a required header");
    if (failure instanceof ServletRequestBindingException)
      return Refused.because(
          ProblemCode.MALFORMED_REQUEST, "A parameter or header of the request is missing.");
    if (failure instanceof MethodArgumentTypeMismatchException mismatch) return mismatch(mismatch);
    if (failure instanceof MethodArgumentNotValidException invalid)
      return invalid(
          invalid.getBindingResult().getFieldErrors().stream()
              .map(error -> new FieldFault(place(error), text(error.getDefaultMessage())))
              .toList());
    if (failure instanceof HandlerMethodValidationException invalid)
      return invalid(
          invalid.getParameterValidationResults().stream()
              .flatMap(
                  result ->
                      result.getResolvableErrors().stream()
                          .map(
                              error ->
                                  error instanceof FieldError field
                                      ? new FieldFault(
                                          place(field), text(field.getDefaultMessage()))
                                      : new FieldFault(
                                          place(result.getMethodParameter()),
                                          text(error.getDefaultMessage()))))
              .toList());
    return null;
  }

  private static Refused mismatch(MethodArgumentTypeMismatchException mismatch) {
    for (Throwable cause = mismatch.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof Refused refused) {
        String detail =
            refused.faults().isEmpty()
                ? String.valueOf(refused.getMessage())
                : refused.faults().get(0).detail();
        return refused.code() == ProblemCode.INVALID_FIELD
            ? Refused.invalid(place(mismatch.getParameter()), detail)
            : refused;
      }
    }
    Class<?> wanted = mismatch.getRequiredType();
    return Refused.invalid(
        place(mismatch.getParameter()),
        wanted == null
            ? "has a value that is not allowed"
            : "must be " + TypeDescription.of(wanted),
        mismatch.getValue());
  }

  private static Refused invalid(List<FieldFault> faults) {
    return Refused.because(
        ProblemCode.INVALID_FIELD,
        faults.isEmpty()
            ? "The fields of the request contradict each other."
            : faults.get(0).toString(),
        faults);
  }

  private static FieldPath place(MethodParameter parameter) {
    String name = String.valueOf(parameter.getParameterName());
    if (parameter.hasParameterAnnotation(PathVariable.class)) return RequestPart.PATH.field(name);
    RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
    if (header != null)
      return RequestPart.HEADER.field(header.name().isEmpty() ? name : header.name());
    RequestParam query = parameter.getParameterAnnotation(RequestParam.class);
    return RequestPart.QUERY.field(query == null || query.name().isEmpty() ? name : query.name());
  }

  /** Spring writes the path of a field as {@code files[3].path}. */
  private static FieldPath place(FieldError error) {
    FieldPath place = RequestPart.BODY.field();
    for (String step : error.getField().replace("]", "").split("[.\\[]"))
      place = step.matches("[0-9]{1,9}") ? place.item(Integer.parseInt(step)) : place.member(step);
    return place;
  }

  private static String text(@Nullable String message) {
    return message == null ? "is not valid" : message;
  }

  private static String allowed(HttpRequestMethodNotSupportedException failure) {
    var methods = failure.getSupportedHttpMethods();
    return methods == null
        ? ""
        : methods.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
  }

  private static void log(Refused refused, Exception failure, HttpServletRequest request) {
    if (refused.code() == ProblemCode.INTERNAL_ERROR) {
      LOG.error("{} failed", request.getMethod(), failure);
    } else if (ProblemStatus.of(refused.code()).is5xxServerError()) {
      LOG.warn("{}: {}", refused.code().wire(), String.valueOf(rootOf(refused)));
    }
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) root = root.getCause();
    return root;
  }
}
