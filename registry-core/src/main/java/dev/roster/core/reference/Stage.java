package dev.roster.core.reference;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The stage of a version in its life. All that differs between stages is answered here, by switches
 * without a default: the compiler asks a new stage for each answer.
 */
public enum Stage {
  NONE,
  STAGING,
  PRODUCTION,
  RETIRED;

  private static final Set<Stage> WITH_HOLDER =
      Collections.unmodifiableSet(
          Arrays.stream(values())
              .filter(Stage::hasHolder)
              .collect(Collectors.toCollection(() -> EnumSet.noneOf(Stage.class))));

  /** The stages that a version may move to from here. */
  public Set<Stage> next() {
    return switch (this) {
      case NONE -> EnumSet.of(STAGING, RETIRED);
      case STAGING -> EnumSet.of(NONE, PRODUCTION, RETIRED);
      case PRODUCTION -> EnumSet.of(STAGING, RETIRED);
      case RETIRED -> EnumSet.of(STAGING);
    };
  }

  /**
   * Whether the stage has a holder, the version that came to it last. A stage with a holder can be
   * resolved and watched by monitors.
   */
  public boolean hasHolder() {
    return switch (this) {
      case STAGING, PRODUCTION -> true;
      case NONE, RETIRED -> false;
    };
  }

  /** Whether at most one version of a model is in the stage, so that a newcomer displaces it. */
  public boolean isExclusive() {
    return switch (this) {
      case PRODUCTION -> true;
      case NONE, STAGING, RETIRED -> false;
    };
  }

  /** Whether versions in the stage answer requests, so that a damaged version must not enter. */
  public boolean serves() {
    return switch (this) {
      case PRODUCTION -> true;
      case NONE, STAGING, RETIRED -> false;
    };
  }

  /** Whether a move to the stage needs a reason. */
  public boolean needsReason() {
    return switch (this) {
      case PRODUCTION, RETIRED -> true;
      case NONE, STAGING -> false;
    };
  }

  /** The stages that have a holder. */
  public static Set<Stage> withHolder() {
    return WITH_HOLDER;
  }

  /** The form in JSON and in the database. */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Empty if the text is not a stage. */
  public static Optional<Stage> ofWire(String text) {
    return Arrays.stream(values()).filter(stage -> stage.wire().equals(text)).findFirst();
  }

  /** The stages as a message offers them: {@code none, staging, production or retired}. */
  public static String anyOf(Collection<Stage> stages) {
    List<String> words = stages.stream().map(Stage::wire).toList();
    int last = words.size() - 1;
    if (last < 1) return String.join("", words);
    return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }
}
