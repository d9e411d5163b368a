package dev.roster.api.openapi;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Remembers which record each schema was made from, and that no two have one name. */
@Component
class SchemaClasses implements ModelConverter {
  private static final String PLACE = "#/components/schemas/";
  private final Map<String, Class<?>> classes = new ConcurrentHashMap<>();
  private final Set<String> twins = ConcurrentHashMap.newKeySet();

  @Nullable Class<?> of(String schema) {
    return classes.get(schema);
  }

  /**
   * @throws IllegalStateException two records would be one schema; springdoc itself would say
   *     nothing and lose one
   */
  void checkNames() {
    if (!twins.isEmpty()) throw new IllegalStateException("schemas of one name: " + twins);
  }

  @Override
  public @Nullable Schema<?> resolve(
      AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
    if (!chain.hasNext()) return null;
    Schema<?> schema = chain.next().resolve(type, context, chain);
    JavaType java = TypeFactory.defaultInstance().constructType(type.getType());
    if (schema == null || !java.getRawClass().isRecord()) return schema;
    String name = schema.get$ref() == null ? schema.getName() : schema.get$ref();
    if (name != null) remember(name.replace(PLACE, ""), java.getRawClass());
    return schema;
  }

  private void remember(String name, Class<?> type) {
    Class<?> before = classes.putIfAbsent(name, type);
    if (before != null && before != type)
      twins.add(name + " of " + before.getName() + " and " + type.getName());
  }
}
