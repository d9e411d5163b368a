package dev.roster.http.json;

import dev.roster.core.problem.FieldPath;
import dev.roster.http.request.RequestPart;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes a path within a document as a JSON pointer. */
final class FieldPathWriter extends StdSerializer<FieldPath> {
  FieldPathWriter() {
    super(FieldPath.class);
  }

  @Override
  public void serialize(FieldPath path, JsonGenerator json, SerializationContext context) {
    json.writeString(RequestPart.BODY.write(path));
  }
}
