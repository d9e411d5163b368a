package dev.roster.http.json;

import dev.roster.core.problem.FieldFault;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says of a body that cannot be read what is wrong and where, without words from our classes. */
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
        List.of(new FieldFault("", "is required")));
  }

  /** Of a document, or a part of one, that Jackson refused. */
  public static Refused of(JacksonException failure) {
    String pointer = pointer(failure.getPath());
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refused refused) return under(pointer, refused);
    }
    if (failure instanceof UnrecognizedPropertyException unknown)
      return Refused.because(
          ProblemCode.UNKNOWN_FIELD,
          "The field " + name(pointer) + " is not known here.",
          List.of(new FieldFault(pointer, "is not known; known are " + known(unknown))));
    if (failure instanceof StreamConstraintsException)
      return malformed(pointer, "is larger, longer or deeper than is taken");
    if (failure instanceof StreamReadException) return malformed(pointer, where(failure));
    if (failure instanceof InvalidNullException missing)
      return required(pointer, missing.getPropertyName().getSimpleName());
    if (failure instanceof MismatchedInputException mismatch) return mismatch(pointer, mismatch);
    return Refused.invalid(pointer, "has a value that cannot be");
  }

  static Refused malformed(String pointer, String detail) {
    String subject = pointer.isEmpty() ? "The body" : pointer;
    return Refused.because(
        ProblemCode.MALFORMED_REQUEST,
        subject + " " + detail + ".",
        List.of(new FieldFault(pointer, detail)));
  }

  private static Refused mismatch(String pointer, MismatchedInputException failure) {
    String message = failure.getOriginalMessage();
    if (message.startsWith("Missing required creator property")) {
      int from = message.indexOf('\''), to = message.indexOf('\'', from + 1);
      return required(pointer, message.substring(from + 1, to));
    }
    if (message.startsWith("Trailing token"))
      return malformed("", "goes on after the end of the document");
    if (message.startsWith("No content to map"))
      return Refused.because(
          ProblemCode.MALFORMED_REQUEST,
          "A JSON body is required.",
          List.of(new FieldFault("", "is required")));
    return Refused.invalid(pointer, "is not " + TypeDescription.of(failure.getTargetType()));
  }

  /** Jackson says where the object is that lacks it, or the field itself: both occur. */
  private static Refused required(String pointer, String property) {
    String field = pointer.endsWith("/" + property) ? pointer : pointer + "/" + property;
    return Refused.invalid(field, "is required");
  }

  private static Refused under(String pointer, Refused refused) {
    if (pointer.isEmpty() || refused.faults().isEmpty()) return refused;
    List<FieldFault> faults =
        refused.faults().stream()
            .map(fault -> new FieldFault(join(pointer, fault.pointer()), fault.detail()))
            .toList();
    FieldFault first = faults.get(0);
    return Refused.because(refused.code(), name(first.pointer()) + " " + first.detail(), faults);
  }

  private static String join(String pointer, String inner) {
    if (inner.startsWith(pointer)) return inner;
    return pointer.endsWith(inner) ? pointer : pointer + inner;
  }

  private static String where(JacksonException failure) {
    String reason = failure.getOriginalMessage();
    String what =
        reason.startsWith("Duplicate")
            ? "has a key that stands twice: " + quoted(reason)
            : "is not valid JSON";
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

  private static String pointer(List<JacksonException.Reference> path) {
    return path.stream()
        .map(
            step ->
                "/"
                    + (step.getPropertyName() == null
                        ? String.valueOf(step.getIndex())
                        : step.getPropertyName().replace("~", "~0").replace("/", "~1")))
        .collect(Collectors.joining());
  }

  private static String name(String pointer) {
    return pointer.isEmpty() ? "the body" : pointer.substring(1);
  }
}
