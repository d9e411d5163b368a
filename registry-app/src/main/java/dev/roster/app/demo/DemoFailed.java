package dev.roster.app.demo;

/** Thrown if the demo cannot go on. The message says why and what to do. */
public final class DemoFailed extends RuntimeException {
  public DemoFailed(String message) {
    super(message);
  }

  public DemoFailed(String message, Throwable cause) {
    super(message, cause);
  }
}
