package dev.roster.http.json;

import dev.roster.core.problem.FieldFault;
import dev.roster.core.problem.FieldPath;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.http.request.RequestPart;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns a failure to read a body into a refusal that says what is wrong and where. */
public final class JsonFault {
  private JsonFault() {}

  public static Refused of(HttpMessageNotReadableException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refused refused) return refused;
      if (cause instanceof JacksonException jackson) return of(jackson);
    }
    return Refused.because(
        ProblemCode.MALFORMED_REQUEST,
        "A JSON body is required; send application/json.",
        List.of(new FieldFault(JsonPlace.WHOLE, "is required")));
  }

  /** The refusal of a document, or of a part of one, that Jackson could not read. */
  public static Refused of(JacksonException failure) {
    FieldPath place = JsonPlace.of(failure.getPath());
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refused refused) return under(place, refused);
    }
    if (failure instanceof UnrecognizedPropertyException unknown)
      return Refused.because(
          ProblemCode.UNKNOWN_FIELD,
          "The field " + name(place) + " is unknown.",
          List.of(new FieldFault(place, "is not known; known are " + known(unknown))));
    if (failure instanceof StreamConstraintsException)
      return malformed(place, "is larger, longer or deeper than the server accepts");
    if (failure instanceof InputCoercionException)
      return invalid(place, "is a number out of range");
    if (failure instanceof StreamReadException) return malformed(place, where(failure));
    if (failure instanceof InvalidNullException missing) {
      String property = missing.getPropertyName().getSimpleName();
      return isWithin(place, property)
          ? invalid(place, "must not be null")
          : required(place, property);
    }
    if (failure instanceof MismatchedInputException mismatch) return mismatch(place, mismatch);
    return invalid(place, "has a value that is not allowed");
  }

  static Refused malformed(FieldPath place, String detail) {
    return Refused.because(
        ProblemCode.MALFORMED_REQUEST,
        (place.isWhole() ? "The body" : place) + " " + detail + ".",
        List.of(new FieldFault(place, detail)));
  }

  private static Refused mismatch(FieldPath place, MismatchedInputException failure) {
    String message = failure.getOriginalMessage();
    if (message.startsWith("Missing required creator property")) {
      int from = message.indexOf('\''), to = message.indexOf('\'', from + 1);
      return required(place, message.substring(from + 1, to));
    }
    if (message.startsWith("Trailing token"))
      return malformed(JsonPlace.WHOLE, "goes on after the end of the document");
    if (message.startsWith("No content to map"))
      return Refused.because(
          ProblemCode.MALFORMED_REQUEST,
          "A JSON body is required.",
          List.of(new FieldFault(JsonPlace.WHOLE, "is required")));
    String rule = "must be " + TypeDescription.of(failure.getTargetType());
    return failure instanceof InvalidFormatException wrong
        ? Refused.invalid(place, rule, wrong.getValue())
        : invalid(place, rule);
  }

  /** Whether the place is an entry of the list or map that the property holds. */
  private static boolean isWithin(FieldPath place, String property) {
    List<FieldPath.Step> steps = place.steps();
    int entry = steps.lastIndexOf(new FieldPath.Member(property)) + 1;
    return entry > 0 && entry < steps.size();
  }

  /** Jackson gives the place of the field, or of the object that lacks the field. */
  private static Refused required(FieldPath place, String property) {
    FieldPath field = FieldPath.field(property);
    return invalid(endsWith(place, field) ? place : place.followedBy(field), "is required");
  }

  private static Refused invalid(FieldPath place, String detail) {
    return Refused.because(
        ProblemCode.INVALID_FIELD,
        name(place) + " " + detail,
        List.of(new FieldFault(place, detail)));
  }

  private static Refused under(FieldPath place, Refused refused) {
    if (refused.faults().isEmpty()) return refused;
    List<FieldFault> faults =
        refused.faults().stream()
            .map(
                fault -> new FieldFault(join(place, fault.field()), fault.detail(), fault.remedy()))
            .toList();
    FieldFault first = faults.get(0);
    String detail =
        place.isWhole()
            ? String.valueOf(refused.getMessage())
            : name(first.field()) + " " + first.detail();
    return Refused.because(refused.code(), detail, faults).with(refused.remedy().orElse(null));
  }

  /** A value names its field alone, from its record, or from the whole document. */
  private static FieldPath join(FieldPath place, FieldPath inner) {
    if (startsWith(inner, place)) return inner.in(RequestPart.BODY);
    return endsWith(place, inner) ? place : place.followedBy(inner);
  }

  private static boolean startsWith(FieldPath field, FieldPath begin) {
    int length = begin.steps().size();
    return field.steps().size() >= length && field.steps().subList(0, length).equals(begin.steps());
  }

  private static boolean endsWith(FieldPath field, FieldPath end) {
    int size = field.steps().size(), from = size - end.steps().size();
    return from >= 0 && field.steps().subList(from, size).equals(end.steps());
  }

  private static String where(JacksonException failure) {
    String reason = failure.getOriginalMessage();
    String what =
        reason.startsWith("Duplicate") ? "has a key twice: " + quoted(reason) : "is not valid JSON";
    var place = failure.getLocation();
    return place == null
        ? what
        : what + " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ")";
  }

  private static String quoted(String reason) {
    int from = reason.indexOf('"'), to = reason.lastIndexOf('"');
    return from < 0 || to <= from ? "" : reason.substring(from, to + 1);
  }

  private static String known(UnrecognizedPropertyException failure) {
    return failure.getKnownPropertyIds().stream()
        .map(String::valueOf)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String name(FieldPath place) {
    return place.isWhole() ? "the body" : place.toString();
  }
}
