package dev.roster.core.policy;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.StructType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names that a gate reads after a dot, each with its type. */
final class ViewStruct<T> {
  private final List<ViewField<T>> fields;
  private final StructType type;

  ViewStruct(String name, List<ViewField<T>> fields) {
    this.fields = List.copyOf(fields);
    this.type =
        StructType.create(
            name, ImmutableSet.copyOf(fields.stream().map(ViewField::name).toList()), this::typeOf);
  }

  private Optional<CelType> typeOf(String name) {
    return fields.stream().filter(f -> f.name().equals(name)).findFirst().map(ViewField::type);
  }

  StructType type() {
    return type;
  }

  List<ViewField<T>> fields() {
    return fields;
  }

  /** The values of what is judged, each read when it is asked for first. */
  Map<String, Object> of(T judged) {
    return new LazyValues<>(fields, judged);
  }
}
