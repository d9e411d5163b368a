package dev.roster.app.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.roster.storage.verify.Rfc8785Writer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads one JSON object strictly: UTF-8, each name once, nothing after it. */
final class Json {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  static Optional<ObjectNode> object(byte[] bytes) {
    try {
      return object(UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException noText) {
      return Optional.empty();
    }
  }

  static Optional<ObjectNode> object(String text) {
    try {
      return JSON.readTree(text) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (JacksonException noJson) {
      return Optional.empty();
    }
  }

  static ObjectNode empty() {
    return JSON.createObjectNode();
  }

  /** The form of RFC 8785. */
  static String canonical(JsonNode node) {
    try {
      return Rfc8785Writer.of(node);
    } catch (IllegalStateException notFinite) { // a number beyond a double
      return "";
    }
  }
}
