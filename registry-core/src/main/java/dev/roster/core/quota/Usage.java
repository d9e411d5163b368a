package dev.roster.core.quota;

/** What a version, a model or an owner has. */
public record Usage(long files, long bytes) {
  public static final Usage NONE = new Usage(0, 0);
}
