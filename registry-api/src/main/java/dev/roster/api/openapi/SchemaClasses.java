package dev.roster.api.openapi;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.Schema;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Remembers which record each schema was made from, and refuses two records of one name. */
@Component
class SchemaClasses implements ModelConverter {
  private static final String PLACE = "#/components/schemas/";
  private final Map<String, Class<?>> classes = new ConcurrentHashMap<>();

  @Nullable Class<?> of(String schema) {
    return classes.get(schema);
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
      throw new IllegalStateException(
          "two records would be the schema " + name + ": " + before + " and " + type);
  }
}
