package dev.roster.core.history;

/**
 * What has a history: of a model, or of one of its versions. The facts here are changed by calls of
 * their own; what is said of a model or version is a {@link ReadableFact}.
 */
public sealed class Fact permits ReadableFact {
  public static final Fact NAME = new Fact("name");
  public static final Fact STAGE = new Fact("stage");
  public static final Fact ALIAS = new Fact("alias");
  public static final Fact DELETED = new Fact("deleted");

  private final String wire;

  Fact(String wire) {
    this.wire = wire;
  }

  public final String wire() {
    return wire;
  }

  @Override
  public final String toString() {
    return wire;
  }
}
