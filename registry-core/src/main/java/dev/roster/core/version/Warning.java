package dev.roster.core.version;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Something that a version probably should hold and does not. It is found when the version is
 * finalized.
 *
 * @param path the file that shows it
 */
public record Warning(String path, Code code, String detail) {
  /** The kind of what is missing. */
  public enum Code {
    /** The weights of an ONNX model are in a file that is missing or too short. */
    EXTERNAL_DATA_MISSING,
    /** The weights of an ONNX model are in a place outside its folder, which is never opened. */
    EXTERNAL_DATA_OUTSIDE,
    /** The file names another place where the bytes are. */
    POINTER,
    /** A file that another one names is missing. */
    FILE_MISSING;

    @JsonValue
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static Code ofWire(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }
}
