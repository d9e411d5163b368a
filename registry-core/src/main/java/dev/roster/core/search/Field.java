package dev.roster.core.search;

import static dev.roster.core.search.Operator.EQUAL;
import static dev.roster.core.search.Operator.NOT_EQUAL;

import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionStatus;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The fields of the filter language: the one table that parser, orders, facets and SQL read. What
 * is not here cannot be asked for.
 */
public enum Field {
  NAME("name", Type.TEXT, Of.MODEL),
  OWNER("owner", Type.TEXT, Of.MODEL),
  DESCRIPTION("description", Type.TEXT, Of.EACH),
  TAGS("tags", Type.TEXT, Of.EACH),
  CREATED_BY("createdBy", Type.TEXT, Of.EACH),
  CREATED_AT("createdAt", Type.TIME, Of.EACH),
  UPDATED_AT("updatedAt", Type.TIME, Of.EACH),
  ALIAS("alias", Type.TEXT, Of.VERSION),
  STAGE("stage", Type.WORD, Of.VERSION, words(Stage.values(), Stage::wire)),
  STATUS("status", Type.WORD, Of.VERSION, words(VersionStatus.values(), VersionStatus::wire)),
  VERSION("version", Type.WHOLE, Of.VERSION),
  FRAMEWORK_NAME("framework.name", Type.TEXT, Of.VERSION),
  FRAMEWORK_VERSION("framework.version", Type.TEXT, Of.VERSION),
  HYPERPARAMETERS("hyperparameters", Type.ANY, Of.VERSION),
  METRICS("metrics", Type.NUMBER, Of.VERSION),
  COMMIT("lineage.commit", Type.TEXT, Of.VERSION),
  DATASET("lineage.dataset", Type.TEXT, Of.VERSION),
  DIGEST("digest", Type.TEXT, Of.VERSION),
  SIZE("size", Type.WHOLE, Of.VERSION),
  DRIFT_STATE(
      "driftState",
      Type.WORD,
      Of.VERSION,
      "ok",
      "pending",
      "firing",
      "recovering",
      "insufficient_data",
      "error"),
  HAS_BASELINE("hasBaseline", Type.BOOLEAN, Of.VERSION);

  /** What values a field has, and so what it can be compared with. */
  public enum Type {
    TEXT("a text", EnumSet.of(EQUAL, NOT_EQUAL)),
    /** One of a list of words. */
    WORD("a word of its list", EnumSet.of(EQUAL, NOT_EQUAL)),
    NUMBER("a number", EnumSet.allOf(Operator.class)),
    WHOLE("a whole number", EnumSet.allOf(Operator.class)),
    BOOLEAN("true or false", EnumSet.of(EQUAL, NOT_EQUAL)),
    TIME("an instant, as 2026-01-05T09:00:00Z or now - 7d", EnumSet.allOf(Operator.class)),
    /** What the value at hand is: a number, a text or a boolean. */
    ANY("a number, a text, or true or false", EnumSet.allOf(Operator.class));

    private final String words;
    private final Set<Operator> operators;

    Type(String words, Set<Operator> operators) {
      this.words = words;
      this.operators = operators;
    }

    String words() {
      return words;
    }

    boolean takes(Operator operator) {
      return operators.contains(operator);
    }

    /** Whether {@code :} asks for a part of the value. */
    boolean hasParts() {
      return this == TEXT || this == ANY;
    }
  }

  private enum Of {
    MODEL,
    VERSION,
    /** A model has its own, and so has a version. */
    EACH
  }

  private final String wire;
  private final Type type;
  private final Of of;
  private final List<String> words;

  Field(String wire, Type type, Of of, String... words) {
    this.wire = wire;
    this.type = type;
    this.of = of;
    this.words = List.of(words);
  }

  private static <E> String[] words(E[] values, Function<E, String> wire) {
    return Arrays.stream(values).map(wire).toArray(String[]::new);
  }

  static Optional<Field> named(String name) {
    return Arrays.stream(values()).filter(f -> f.wire.equals(name)).findFirst();
  }

  /** How it is written, without its key. */
  public String wire() {
    return wire;
  }

  public Type type() {
    return type;
  }

  /** The words that a field of type {@link Type#WORD} can be. */
  public List<String> words() {
    return words;
  }

  /** Whether it is written with a key: {@code tags.team}. */
  public boolean isKeyed() {
    return this == TAGS || this == HYPERPARAMETERS || this == METRICS;
  }

  /** Whether one version can have several. */
  public boolean isMany() {
    return this == ALIAS || this == DATASET || this == DRIFT_STATE;
  }

  /** Whether a list of models reads it from the model itself. */
  public boolean isOfModel() {
    return of != Of.VERSION;
  }

  /** Whether a list of versions reads it from the version's model. */
  public boolean isOfModelAlone() {
    return of == Of.MODEL;
  }

  /** Whether its values can be counted apart. */
  boolean hasFacets() {
    return switch (this) {
      case DESCRIPTION, CREATED_AT, UPDATED_AT, VERSION, METRICS, DIGEST, SIZE -> false;
      case NAME,
          OWNER,
          TAGS,
          CREATED_BY,
          ALIAS,
          STAGE,
          STATUS,
          FRAMEWORK_NAME,
          FRAMEWORK_VERSION,
          HYPERPARAMETERS,
          COMMIT,
          DATASET,
          DRIFT_STATE,
          HAS_BASELINE ->
          true;
    };
  }

  /** How it is written, with a key where it has one. */
  String shown() {
    if (!isKeyed()) return wire;
    return wire + (this == METRICS ? ".NAME" : ".KEY");
  }
}
