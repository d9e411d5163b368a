package dev.roster.storage.json;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes {@code jsonb} columns. In SQL a parameter is written {@code :p::jsonb}. */
public final class JsonColumn {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private JsonColumn() {}

  public static @Nullable String write(@Nullable Object value) {
    return value == null ? null : MAPPER.writeValueAsString(value);
  }

  public static <T> @Nullable T read(@Nullable String json, Class<T> type) {
    return json == null ? null : MAPPER.readValue(json, type);
  }

  public static <T> @Nullable T read(@Nullable String json, TypeReference<T> type) {
    return json == null ? null : MAPPER.readValue(json, type);
  }

  /** Reads an object column. Null is read as an empty object. */
  public static Map<String, Object> readObject(@Nullable String json) {
    return json == null ? Map.of() : MAPPER.readValue(json, OBJECT);
  }
}
