package dev.roster.http.openapi;

import dev.roster.http.access.RouteTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes the whole document out of the one that springdoc reads from the controllers. */
@Component
class Document {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private final Schemas schemas;
  private final RouteTable routes;

  Document(Schemas schemas, RouteTable routes) {
    this.schemas = schemas;
    this.routes = routes;
  }

  byte[] complete(byte[] generated) {
    ObjectNode words = read("openapi/operations.yaml");
    ObjectNode document = (ObjectNode) JSON.readTree(generated);
    ObjectNode components = child(document, "components");
    schemas.complete(child(components, "schemas"));
    merge(document, (ObjectNode) words.path("document"));
    new Operations(document, (ObjectNode) words.path("operations"), routes).complete();
    new Arrangement(document, words.path("operations")).apply();
    return JSON.writeValueAsBytes(document);
  }

  static ObjectNode child(ObjectNode parent, String name) {
    return parent.get(name) instanceof ObjectNode there ? there : parent.putObject(name);
  }

  /** Objects are merged; a key that ends with {@code !} replaces; all else replaces. */
  static void merge(ObjectNode target, ObjectNode change) {
    change
        .properties()
        .forEach(
            entry -> {
              String key = entry.getKey();
              JsonNode value = entry.getValue();
              if (key.endsWith("!")) {
                target.set(key.substring(0, key.length() - 1), value);
              } else if (value instanceof ObjectNode inner) {
                merge(child(target, key), inner);
              } else {
                target.set(key, value);
              }
            });
  }

  private static ObjectNode read(String name) {
    try (InputStream in = new ClassPathResource(name).getInputStream()) {
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      return JSON.valueToTree(tree);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
