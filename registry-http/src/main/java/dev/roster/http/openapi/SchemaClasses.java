package dev.roster.http.openapi;

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

  // springdoc has one list of converters in a JVM, whatever servers run in it
  private static final Map<String, Class<?>> CLASSES = new ConcurrentHashMap<>();
  private static final Set<String> TWINS = ConcurrentHashMap.newKeySet();

  @Nullable Class<?> of(String schema) {
    return CLASSES.get(schema);
  }

  /**
   * @throws IllegalStateException two records would be one schema; springdoc itself would say
   *     nothing and lose one
   */
  void checkNames() {
    if (!TWINS.isEmpty()) throw new IllegalStateException("schemas of one name: " + TWINS);
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
    Class<?> before = CLASSES.putIfAbsent(name, type);
    if (before != null && before != type)
      TWINS.add(name + " of " + before.getName() + " and " + type.getName());
  }
}
