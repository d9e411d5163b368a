package dev.roster.core.version;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The source of a version's signature; it is fixed when the version is finalized.
 *
 * @param path the file that it was read from; null if it was given, or if there is no signature
 * @param files the files that were read for it
 */
public record SignatureSource(Kind kind, @Nullable String path, List<Read> files) {
  /** The kind of source. If files of several kinds have a signature, the first kind counts. */
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
   * @param detail the reason why its signature is not used, if it is not
   */
  public record Read(String path, Kind kind, Outcome outcome, @Nullable String detail) {}

  /** The outcome of reading a file. */
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
