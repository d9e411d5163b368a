package dev.roster.http.json;

import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Applies a JSON merge patch (RFC 7396) to a record. */
@Component
public class MergePatch {
  private final JsonMapper mapper;

  MergePatch(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * The record as the patch leaves it: a member that is null is removed, objects are merged, all
   * else is replaced.
   *
   * @throws dev.roster.core.problem.Refused {@code unknown_field} or {@code invalid_field}
   */
  public <T> T apply(T current, ObjectNode patch, Class<T> type) {
    ObjectNode merged = mapper.valueToTree(current);
    merge(merged, patch);
    try {
      return mapper.treeToValue(merged, type);
    } catch (JacksonException wrong) {
      throw JsonFault.of(wrong);
    }
  }

  private static void merge(ObjectNode target, ObjectNode patch) {
    for (Map.Entry<String, JsonNode> change : patch.properties()) {
      JsonNode value = change.getValue();
      if (value.isNull()) {
        target.remove(change.getKey());
      } else if (value instanceof ObjectNode inner) {
        if (!(target.get(change.getKey()) instanceof ObjectNode)) target.putObject(change.getKey());
        merge((ObjectNode) target.get(change.getKey()), inner);
      } else {
        target.set(change.getKey(), value);
      }
    }
  }
}
