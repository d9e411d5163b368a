package dev.roster.core.version;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a version's signature is from; fixed when it is finalized.
 *
 * @param path of the file that it was read from; null when it was given, or there is none
 * @param files those that were read for it
 */
public record SignatureSource(Kind kind, @Nullable String path, List<Read> files) {
  /** Who said it. Of several files the kind that stands first is believed. */
  public enum Kind {
    GIVEN,
    MLMODEL,
    ONNX,
    SAVEDMODEL,
    TRITON,
    NONE;

    @JsonValue
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static Kind ofWire(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }

  /**
   * A file that was read.
   *
   * @param detail why its signature is not used, if it is not
   */
  public record Read(String path, Kind kind, Outcome outcome, @Nullable String detail) {}

  /** What came of reading a file. */
  public enum Outcome {
    USED,
    AGREES,
    AMBIGUOUS,
    NO_SIGNATURE,
    UNREADABLE;

    @JsonValue
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    static Outcome ofWire(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT));
    }
  }
}
