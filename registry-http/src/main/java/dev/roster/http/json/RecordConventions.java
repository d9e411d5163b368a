package dev.roster.http.json;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.roster.core.metric.MetricValue;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedField;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/**
 * What our types say without annotations: a component of a record that is not {@code @Nullable} is
 * required and never null (but a {@code boolean}, which is false when left out), and an enum is
 * written in lower case.
 */
final class RecordConventions extends NopAnnotationIntrospector {
  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    return isRequired(member) ? Boolean.TRUE : null;
  }

  /** No null for what is required, and none within a list. */
  @Override
  public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
    if (!(annotated instanceof AnnotatedMember member)) return JsonSetter.Value.empty();
    Nulls value = isRequired(member) ? Nulls.FAIL : null;
    Nulls content = Collection.class.isAssignableFrom(member.getRawType()) ? Nulls.FAIL : null;
    return JsonSetter.Value.construct(value, content);
  }

  @Override
  public String[] findEnumValues(
      MapperConfig<?> config, AnnotatedClass type, Enum<?>[] values, String[] names) {
    if (!isOurs(type.getRawType())) return names;
    for (int i = 0; i < values.length; i++) {
      if (names[i] == null) names[i] = values[i].name().toLowerCase(Locale.ROOT);
    }
    return names;
  }

  @Override
  public @Nullable Object findDeserializer(MapperConfig<?> config, Annotated annotated) {
    Class<?> owner =
        annotated instanceof AnnotatedMember member ? member.getDeclaringClass() : null;
    if (owner == null || !owner.isRecord() || !isOurs(owner)) return null;
    RecordComponent component = componentOf(owner, (AnnotatedMember) annotated);
    boolean isMetric =
        component != null && component.getAnnotatedType().isAnnotationPresent(MetricValue.class);
    return isMetric ? MetricValueReader.class : null;
  }

  private static boolean isRequired(AnnotatedMember member) {
    Class<?> owner = member.getDeclaringClass();
    if (!owner.isRecord() || !isOurs(owner)) return false;
    RecordComponent component = componentOf(owner, member);
    if (component == null || component.getType() == boolean.class) return false;
    AnnotatedType type = component.getAnnotatedType();
    return !type.isAnnotationPresent(Nullable.class);
  }

  private static @Nullable RecordComponent componentOf(Class<?> owner, AnnotatedMember member) {
    RecordComponent[] components = owner.getRecordComponents();
    if (member instanceof AnnotatedParameter parameter
        && parameter.getOwner().getParameterCount() == components.length)
      return components[parameter.getIndex()];
    if (member instanceof AnnotatedField) {
      for (RecordComponent component : components)
        if (component.getName().equals(member.getName())) return component;
    }
    return null;
  }

  private static boolean isOurs(Class<?> type) {
    return type.getName().startsWith("dev.roster.");
  }
}
