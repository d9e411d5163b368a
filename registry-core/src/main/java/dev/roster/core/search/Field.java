package dev.roster.core.search;

import static dev.roster.core.search.Field.Holder.EACH;
import static dev.roster.core.search.Field.Holder.MODEL;
import static dev.roster.core.search.Field.Holder.VERSION_ALONE;
import static dev.roster.core.search.Field.Trait.FACETS;
import static dev.roster.core.search.Field.Trait.KEYED;
import static dev.roster.core.search.Field.Trait.PER_DATASET;
import static dev.roster.core.search.Field.Type.ANY;
import static dev.roster.core.search.Field.Type.BOOLEAN;
import static dev.roster.core.search.Field.Type.NUMBER;
import static dev.roster.core.search.Field.Type.TEXT;
import static dev.roster.core.search.Field.Type.TIME;
import static dev.roster.core.search.Field.Type.WHOLE;
import static dev.roster.core.search.Operator.EQUAL;
import static dev.roster.core.search.Operator.NOT_EQUAL;

import dev.roster.core.reference.Stage;
import dev.roster.core.reference.VersionStatus;
import dev.roster.drift.alarm.AlarmState;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The fields of the filter language, a row each: the name on the wire, whose it is, its type or its
 * words, and its traits. The storage has a row for each with its SQL. A list can be ordered by any.
 */
public enum Field {
  NAME("name", MODEL, TEXT, FACETS),
  OWNER("owner", MODEL, TEXT, FACETS),
  DESCRIPTION("description", EACH, TEXT),
  TAGS("tags", EACH, TEXT, KEYED, FACETS),
  CREATED_BY("createdBy", EACH, TEXT, FACETS),
  CREATED_AT("createdAt", EACH, TIME),
  UPDATED_AT("updatedAt", EACH, TIME),
  ALIAS("alias", VERSION_ALONE, TEXT, FACETS),
  STAGE("stage", VERSION_ALONE, words(Stage.values(), Stage::wire), FACETS),
  STATUS("status", VERSION_ALONE, words(VersionStatus.values(), VersionStatus::wire), FACETS),
  LICENSE("license", VERSION_ALONE, TEXT, FACETS),
  VERSION("version", VERSION_ALONE, WHOLE),
  FRAMEWORK_NAME("framework.name", VERSION_ALONE, TEXT, FACETS),
  FRAMEWORK_VERSION("framework.version", VERSION_ALONE, TEXT, FACETS),
  HYPERPARAMETERS("hyperparameters", VERSION_ALONE, ANY, KEYED, FACETS),
  METRICS("metrics", VERSION_ALONE, NUMBER, KEYED, PER_DATASET),
  COMMIT("lineage.commit", VERSION_ALONE, TEXT, FACETS),
  DATASET("lineage.dataset", VERSION_ALONE, TEXT, FACETS),
  DIGEST("digest", VERSION_ALONE, TEXT),
  SIZE("size", VERSION_ALONE, WHOLE),
  DRIFT_STATE("driftState", VERSION_ALONE, words(AlarmState.values(), AlarmState::wire), FACETS),
  HAS_BASELINE("hasBaseline", VERSION_ALONE, BOOLEAN, FACETS);

  /** What values a field has, and so what it can be compared with. */
  public enum Type {
    TEXT("a text", EnumSet.of(EQUAL, NOT_EQUAL)),
    /** One of a list of words. */
    WORD("a word of its list", EnumSet.of(EQUAL, NOT_EQUAL)),
    NUMBER("a number", EnumSet.allOf(Operator.class)),
    WHOLE("a whole number", EnumSet.allOf(Operator.class)),
    BOOLEAN("true or false", EnumSet.of(EQUAL, NOT_EQUAL)),
    TIME("an instant, as 2026-01-05T09:00:00Z or now - 7d", EnumSet.allOf(Operator.class)),
    /** The type depends on the value: a number, a text or a boolean. */
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

  /** Whose the field is. */
  enum Holder {
    MODEL,
    VERSION_ALONE,
    /** A model has its own, and so has a version. */
    EACH
  }

  /** What else a field can do. */
  enum Trait {
    /** It is written with a key: {@code tags.team}. */
    KEYED,
    /** Its key may be followed by a dataset: {@code metrics.f1[dataset='test']}. */
    PER_DATASET,
    /** It has few enough values that they can be counted apart. */
    FACETS
  }

  private final String wire;
  private final Holder holder;
  private final Type type;
  private final List<String> words;
  private final Set<Trait> traits;

  Field(String wire, Holder holder, Type type, Trait... traits) {
    this(wire, holder, type, List.of(), traits);
  }

  Field(String wire, Holder holder, List<String> words, Trait... traits) {
    this(wire, holder, Type.WORD, words, traits);
  }

  Field(String wire, Holder holder, Type type, List<String> words, Trait... traits) {
    this.wire = wire;
    this.holder = holder;
    this.type = type;
    this.words = words;
    this.traits = Set.of(traits);
  }

  private static <T> List<String> words(T[] values, Function<T, String> wire) {
    return Arrays.stream(values).map(wire).toList();
  }

  static Optional<Field> named(String name) {
    return Arrays.stream(values()).filter(f -> f.wire.equals(name)).findFirst();
  }

  /** The name on the wire, without a key. */
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
    return traits.contains(KEYED);
  }

  /** Whether its key may be followed by a dataset. */
  public boolean isPerDataset() {
    return traits.contains(PER_DATASET);
  }

  /** Whether a list of models reads it from the model itself. */
  public boolean isOfModel() {
    return holder != VERSION_ALONE;
  }

  /** Whether a list of versions reads it from the version's model. */
  public boolean isOfModelAlone() {
    return holder == MODEL;
  }

  /** Whether its values can be counted apart. */
  public boolean hasFacets() {
    return traits.contains(FACETS);
  }

  /** How it is written, with a placeholder for its key. */
  String shown() {
    if (!isKeyed()) return wire;
    return wire + (isPerDataset() ? ".NAME" : ".KEY");
  }
}
