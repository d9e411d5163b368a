package dev.roster.app.settings;

/** Thrown if the server cannot start: says what is wrong and what to do about it. */
public final class StartRefused extends RuntimeException {
  private final String remedy;

  public StartRefused(String what, String remedy) {
    super(what);
    this.remedy = remedy;
  }

  public StartRefused(String what, String remedy, Throwable cause) {
    super(what, cause);
    this.remedy = remedy;
  }

  public String remedy() {
    return remedy;
  }

  /** The refusal among the causes of a failure, because frameworks wrap it. */
  public static java.util.Optional<StartRefused> in(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause())
      if (t instanceof StartRefused refused) return java.util.Optional.of(refused);
    return java.util.Optional.empty();
  }
}
