package dev.roster.http.openapi;

import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Names the schema of a record within a record by both, so that no two have one name. A name that
 * the record's {@code @Schema} gives is kept as it is.
 */
@Configuration(proxyBeanMethods = false)
class SchemaNames {
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE) // registered first, and so the last to be asked
  ModelResolver schemaResolver(ObjectMapperProvider mappers) {
    ModelResolver resolver = new ModelResolver(mappers.jsonMapper(), new Names());
    resolver.setOpenapi31(true);
    return resolver;
  }

  private static final class Names extends TypeNameResolver {
    @Override
    protected String nameForClass(Class<?> type, Set<Options> options) {
      String name = super.nameForClass(type, options);
      Class<?> outer = type.getEnclosingClass();
      boolean isNamed = name.equals(declaredName(type));
      boolean ours = !isNamed && outer != null && type.getName().startsWith("dev.roster.");
      return ours && outer.isRecord() ? outer.getSimpleName() + name : name;
    }

    private static @Nullable String declaredName(Class<?> type) {
      Schema schema = type.getDeclaredAnnotation(Schema.class);
      return schema == null ? null : schema.name();
    }
  }
}
