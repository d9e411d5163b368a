package dev.roster.http.openapi;

import dev.roster.core.access.Principal;
import dev.roster.core.problem.FieldPath;
import dev.roster.core.reference.ModelRef;
import dev.roster.core.reference.ModelState;
import dev.roster.core.reference.VersionRef;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps what the guard hands to handlers out of the parameters that callers see, and shows types
 * that are written as plain JSON values as such.
 */
@Configuration(proxyBeanMethods = false)
class Ignored {
  static {
    SpringDocUtils.getConfig()
        .addRequestWrapperToIgnore(
            ModelRef.class, ModelState.class, VersionRef.class, Principal.class)
        .replaceWithSchema(ObjectNode.class, new ObjectSchema())
        .replaceWithSchema(FieldPath.class, new StringSchema())
        .replaceWithSchema(JsonNode.class, new Schema<>());
  }
}
