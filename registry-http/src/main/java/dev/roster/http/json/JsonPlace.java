package dev.roster.http.json;

import dev.roster.core.problem.FieldPath;
import dev.roster.http.request.RequestPart;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamContext;

/** The place in a JSON document that a parser or a failure is at. */
final class JsonPlace {
  static final FieldPath WHOLE = RequestPart.BODY.field();

  private JsonPlace() {}

  static FieldPath of(JsonParser parser) {
    return of(parser.streamReadContext());
  }

  private static FieldPath of(TokenStreamContext context) {
    if (context.inRoot()) return WHOLE;
    FieldPath outer = of(context.getParent());
    if (context.inArray())
      return context.hasCurrentIndex() ? outer.item(context.getCurrentIndex()) : outer;
    return context.hasCurrentName() ? outer.member(context.currentName()) : outer;
  }

  static FieldPath of(List<JacksonException.Reference> path) {
    FieldPath place = WHOLE;
    for (JacksonException.Reference step : path)
      place =
          step.getPropertyName() == null
              ? place.item(step.getIndex())
              : place.member(step.getPropertyName());
    return place;
  }
}
