package dev.roster.app.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Thrown if the server cannot start: says what is wrong and what to do about it. */
public final class StartRefused extends RuntimeException {
  private final String remedy;

  public StartRefused(String what, String remedy) {
    super(what);
    this.remedy = remedy;
  }

  public StartRefused(String what, String remedy, @Nullable Throwable cause) {
    super(what, cause);
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }

  /** The refusal among the causes of a failure, because frameworks wrap it. */
  public static Optional<StartRefused> in(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause())
      if (t instanceof StartRefused refused) return Optional.of(refused);
    return Optional.empty();
  }
}
