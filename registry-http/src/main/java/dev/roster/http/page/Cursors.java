package dev.roster.http.page;

import dev.roster.core.access.SecretStore;
import dev.roster.core.page.Position;
import dev.roster.core.problem.FieldFault;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.http.request.RequestPart;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Cursors that hold only for the list and the query that they were made for. */
@Component
class Cursors {
  private static final int SIGNATURE = 16;
  private static final int MAX_LENGTH = 6_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final SecretStore secrets;

  Cursors(SecretStore secrets) {
    this.secrets = secrets;
  }

  String encode(Position position, HttpServletRequest request) {
    byte[] keys = JSON.writeValueAsBytes(position.keys());
    byte[] signature = sign(keys, request);
    byte[] cursor = Arrays.copyOf(signature, SIGNATURE + keys.length);
    System.arraycopy(keys, 0, cursor, SIGNATURE, keys.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(cursor);
  }

  Position decode(String text, HttpServletRequest request) {
    byte[] cursor = bytesOf(text);
    if (cursor == null || cursor.length <= SIGNATURE) throw invalid();
    byte[] keys = Arrays.copyOfRange(cursor, SIGNATURE, cursor.length);
    byte[] signature = Arrays.copyOf(cursor, SIGNATURE);
    if (!MessageDigest.isEqual(signature, sign(keys, request))) throw invalid();
    try {
      return new Position(List.of(JSON.readValue(keys, String[].class)));
    } catch (JacksonException impossible) {
      throw new IllegalStateException("a signed cursor cannot be read", impossible);
    }
  }

  private byte @Nullable [] bytesOf(String text) {
    if (text.length() > MAX_LENGTH) return null;
    try {
      return Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  private byte[] sign(byte[] keys, HttpServletRequest request) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secrets.secret("cursor"), "HmacSHA256"));
      mac.update(listOf(request).getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return Arrays.copyOf(mac.doFinal(keys), SIGNATURE);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What of a query changes neither which rows a list has nor their order. */
  private static final Set<String> FREE = Set.of("cursor", "limit", "fields", "count", "facets");

  /** The path, and what of the query says which rows the list has and in which order. */
  private static String listOf(HttpServletRequest request) {
    String query = request.getQueryString() == null ? "" : request.getQueryString();
    return request.getRequestURI()
        + "?"
        + Stream.of(query.split("&"))
            .filter(pair -> !FREE.contains(pair.replaceFirst("=.*", "")))
            .sorted()
            .collect(Collectors.joining("&"));
  }

  private static Refused invalid() {
    return Refused.because(
        ProblemCode.INVALID_CURSOR,
        "The cursor is not one of this list and filter; begin again without it.",
        List.of(new FieldFault(RequestPart.QUERY.field("cursor"), "is not a cursor of this list")));
  }
}
