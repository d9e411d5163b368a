package dev.roster.app.cli;

import java.io.PrintWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** Prints the result of a command as one JSON document. */
final class JsonResult {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .build();

  private JsonResult() {}

  static void print(Object result, PrintWriter out) {
    out.println(JSON.writeValueAsString(result));
    out.flush();
  }
}
