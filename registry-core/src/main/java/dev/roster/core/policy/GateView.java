package dev.roster.core.policy;

import static dev.cel.common.types.SimpleType.BOOL;
import static dev.cel.common.types.SimpleType.DOUBLE;
import static dev.cel.common.types.SimpleType.DYN;
import static dev.cel.common.types.SimpleType.INT;
import static dev.cel.common.types.SimpleType.STRING;
import static dev.cel.common.types.SimpleType.TIMESTAMP;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.StructType;
import dev.cel.common.values.NullValue;
import dev.cel.compiler.CelCompilerBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a gate may see, with its types. The CEL environment, the values of a run, the schema that
 * the API shows and the documentation are all made from this list.
 */
public final class GateView {
  /** A name with its type, for people. */
  public record ReadableName(String name, String type, String meaning) {}

  private static final MapType TEXTS = MapType.create(STRING, STRING);

  private static final ViewStruct<GateFacts.OfVersion> FRAMEWORK =
      new ViewStruct<>(
          "Framework",
          List.of(
              new ViewField<>("name", STRING, "its name", GateFacts.OfVersion::frameworkName),
              new ViewField<>(
                  "version", STRING, "its version", GateFacts.OfVersion::frameworkVersion)));

  private static final ViewStruct<GateFacts.OfVersion> LINEAGE =
      new ViewStruct<>(
          "Lineage",
          List.of(
              new ViewField<>(
                  "commit", STRING, "the commit of its code", GateFacts.OfVersion::commit),
              new ViewField<>(
                  "datasets",
                  ListType.create(STRING),
                  "the names of its datasets",
                  GateFacts.OfVersion::datasets)));

  private static final ViewStruct<GateFacts.OfVersion> CARD =
      new ViewStruct<>(
          "Card",
          List.of(
              new ViewField<>(
                  "complete",
                  BOOL,
                  "whether it says all that its risk class asks for",
                  GateFacts.OfVersion::cardComplete)));

  private static final ViewStruct<GateFacts.OfVersion> VERSION =
      new ViewStruct<>(
          "Version",
          List.of(
              new ViewField<>("version", INT, "its number", v -> (long) v.version().ref().number()),
              new ViewField<>("digest", STRING, "of its manifest", v -> text(v.version().digest())),
              new ViewField<>("stage", STRING, "where it is now", v -> v.version().stage().wire()),
              new ViewField<>("label", STRING, "such as 2.1.0", GateFacts.OfVersion::label),
              new ViewField<>(
                  "owner", STRING, "the owner of its model", GateFacts.OfVersion::owner),
              new ViewField<>(
                  "createdBy", STRING, "who registered it", v -> v.version().createdBy()),
              new ViewField<>(
                  "createdAt", TIMESTAMP, "when it was registered", v -> v.version().createdAt()),
              new ViewField<>("size", INT, "the bytes of all its files", GateFacts.OfVersion::size),
              new ViewField<>("tags", TEXTS, "its tags", v -> v.version().facts().tags()),
              new ViewField<>(
                  "metrics",
                  MapType.create(STRING, DOUBLE),
                  "the last value of each metric",
                  v -> v.version().metrics()),
              new ViewField<>(
                  "hyperparameters",
                  MapType.create(STRING, DYN),
                  "its hyperparameters",
                  v -> CelValues.of(v.version().facts().hyperparameters())),
              new ViewField<>(
                  "framework", FRAMEWORK.type(), "what it was made with", FRAMEWORK::of),
              new ViewField<>(
                  "aliases", ListType.create(STRING), "its aliases", v -> v.version().aliases()),
              new ViewField<>(
                  "hasBaseline",
                  BOOL,
                  "whether it has a baseline",
                  v -> v.observed().hasBaseline()),
              new ViewField<>(
                  "driftState",
                  STRING,
                  "the worst state of the alarms that judge it, such as ok or firing",
                  v -> v.observed().driftState()),
              new ViewField<>(
                  "openIncidents",
                  INT,
                  "how many incidents of it are open",
                  v -> v.observed().openIncidents()),
              new ViewField<>(
                  "compatibility",
                  STRING,
                  "of its signature with the champion's: identical, compatible, breaking or unknown",
                  GateFacts.OfVersion::compatibility),
              new ViewField<>(
                  "reproducibility",
                  DOUBLE,
                  "its score, from 0 to 1",
                  GateFacts.OfVersion::reproducibility),
              new ViewField<>("lineage", LINEAGE.type(), "where it comes from", LINEAGE::of),
              new ViewField<>("card", CARD.type(), "what people wrote about it", CARD::of),
              new ViewField<>(
                  "reports",
                  TEXTS,
                  "the verdict of each report of its digest that has not expired",
                  GateFacts.OfVersion::reports),
              new ViewField<>(
                  "approvals",
                  INT,
                  "how many approvals of the move count",
                  GateFacts.OfVersion::approvals)));

  private static final ViewStruct<GateFacts> MODEL =
      new ViewStruct<>(
          "Model",
          List.of(
              new ViewField<>("name", STRING, "its name", f -> f.model().ref().name().text()),
              new ViewField<>("owner", STRING, "its owner", f -> text(f.model().owner())),
              new ViewField<>("tags", TEXTS, "its tags", f -> f.model().tags())));

  private static final ViewStruct<GateFacts> TRANSITION =
      new ViewStruct<>(
          "Transition",
          List.of(
              new ViewField<>("from", STRING, "the stage that it leaves", f -> f.from().wire()),
              new ViewField<>("to", STRING, "the stage that it enters", f -> f.to().wire()),
              new ViewField<>("reason", STRING, "the reason that was given", f -> text(f.reason())),
              new ViewField<>("by", STRING, "who asks for the move", GateFacts::by)));

  private static final List<ViewField<GateFacts>> ROOTS =
      List.of(
          new ViewField<>(
              "candidate",
              VERSION.type(),
              "the version that moves",
              f -> VERSION.of(f.candidate())),
          new ViewField<>(
              "champion",
              VERSION.type(),
              "the version in production; null if none is, or if it is the candidate",
              f -> f.champion() == null ? NullValue.NULL_VALUE : VERSION.of(f.champion())),
          new ViewField<>("model", MODEL.type(), "the model of the candidate", MODEL::of),
          new ViewField<>("transition", TRANSITION.type(), "the move", TRANSITION::of),
          new ViewField<>("now", TIMESTAMP, "the time of the move", GateFacts::now));

  private static final List<ViewStruct<?>> STRUCTS =
      List.of(VERSION, FRAMEWORK, LINEAGE, CARD, MODEL, TRANSITION);

  private GateView() {}

  /** Declares the names and their types. */
  static CelCompilerBuilder declareIn(CelCompilerBuilder compiler) {
    ROOTS.forEach(root -> compiler.addVar(root.name(), root.type()));
    return compiler.setTypeProvider(new Types());
  }

  /** The values for a run, each read when it is first asked for. */
  static Map<String, Object> values(GateFacts facts) {
    return new LazyValues<>(ROOTS, facts);
  }

  /** Whether a chain of names can begin with this one. */
  static boolean isRoot(String name) {
    return ROOTS.stream().anyMatch(root -> root.name().equals(name));
  }

  /** All names that can be written, for a hint at the one that was meant. */
  static List<String> names() {
    return items().stream()
        .map(item -> item.name().substring(item.name().lastIndexOf('.') + 1))
        .toList();
  }

  /** Every name, as {@code candidate.metrics}, with its type and meaning. */
  public static List<ReadableName> items() {
    List<ReadableName> items = new ArrayList<>();
    for (ViewField<GateFacts> root : ROOTS) add("", root, items);
    return List.copyOf(items);
  }

  private static void add(String path, ViewField<?> field, List<ReadableName> items) {
    String name = path + field.name();
    items.add(new ReadableName(name, typeName(field.type()), field.meaning()));
    STRUCTS.stream()
        .filter(struct -> struct.type().equals(field.type()))
        .flatMap(struct -> struct.fields().stream())
        .forEach(inner -> add(name + ".", inner, items));
  }

  private static String typeName(CelType type) {
    if (type instanceof MapType map)
      return "map(%s, %s)".formatted(typeName(map.keyType()), typeName(map.valueType()));
    if (type instanceof ListType list) return "list(%s)".formatted(typeName(list.elemType()));
    if (type.equals(TIMESTAMP)) return "timestamp";
    if (type instanceof StructType) return "object";
    return type.name();
  }

  /** Gives the types to CEL. */
  private static final class Types implements CelTypeProvider {
    @Override
    public ImmutableCollection<CelType> types() {
      return ImmutableSet.copyOf(STRUCTS.stream().<CelType>map(ViewStruct::type).toList());
    }

    @Override
    public Optional<CelType> findType(String name) {
      return types().stream().filter(type -> type.name().equals(name)).findFirst();
    }
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
