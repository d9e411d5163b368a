package dev.roster.core.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.databind.json.JsonMapper;

/** JSON in the one form that can be hashed: RFC 8785. */
public final class CanonicalJson {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private CanonicalJson() {}

  /** The canonical text of maps, lists, texts, numbers and booleans. */
  public static String of(Object value) {
    try {
      return new JsonCanonicalizer(MAPPER.writeValueAsString(value)).getEncodedString();
    } catch (IOException unparsable) { // not what the mapper writes
      throw new UncheckedIOException(unparsable);
    }
  }
}
