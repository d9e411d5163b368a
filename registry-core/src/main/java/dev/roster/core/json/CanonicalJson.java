package dev.roster.core.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.databind.json.JsonMapper;

/** JSON in the one form that can be hashed: RFC 8785. */
public final class CanonicalJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  private CanonicalJson() {}

  /**
   * The canonical text of records, maps, lists, texts, numbers and booleans; nulls of records are
   * left out.
   */
  public static String of(Object value) {
    try {
      return new JsonCanonicalizer(MAPPER.writeValueAsString(value)).getEncodedString();
    } catch (IOException unparsable) { // not what the mapper writes
      throw new UncheckedIOException(unparsable);
    }
  }
}
