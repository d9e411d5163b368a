package dev.roster.app.settings;

/** The server does not start like this. What is wrong, and what to do about it. */
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

  /** The refusal that a framework has wrapped, if there is one in the chain of causes. */
  public static java.util.Optional<StartRefused> in(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause())
      if (t instanceof StartRefused refused) return java.util.Optional.of(refused);
    return java.util.Optional.empty();
  }
}
