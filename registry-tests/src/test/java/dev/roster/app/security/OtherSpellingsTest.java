package dev.roster.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a request is spelled or carried, the decision is the same. */
class OtherSpellingsTest extends RunningServer {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/xml",
        "text/xml",
        "application/yaml",
        "application/x-yaml",
        "application/cbor",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "application/json; charset=utf-16",
        "application/merge-patch+json"
      })
  void authz04OnlyJsonIsReadAsJson(String type) {
    String name = "spelled-" + Integer.toHexString(type.hashCode());
    for (String body :
        List.of("<m><name>%s</name></m>", "name: %s", "name=%s", "{\"name\":\"%s\"}")) {
      Answer refused =
          send(
              to("/api/v1/models", ADMIN)
                  .header("Content-Type", type)
                  .method(
                      "POST",
                      java.net.http.HttpRequest.BodyPublishers.ofString(body.formatted(name))));
      assertThat(refused.status()).as(refused.text()).isEqualTo(415);
      assertThat(refused.code()).isEqualTo("unsupported_media_type");
    }
    assertThat(get("/api/v1/models/" + name).status()).isEqualTo(404);
  }

  @Test
  void whatMayNotBeReadIsAnsweredLikeWhatIsNotThere() {
    String hidden = model("hidden");
    String deleted = model("hidden");
    send("DELETE", "/api/v1/models/" + deleted, ADMIN);
    String reader = token("reader", "nothing-*");
    for (String path :
        List.of(
            "/api/v1/models/%s",
            "/api/v1/models/%s/versions",
            "/api/v1/models/%s/versions/1",
            "/api/v1/models/%s/stages/production",
            "/api/v1/resolve/%s@production",
            "/api/v1/resolve/%s/1",
            "/api/v1/audit?model=%s")) {
      String missing = shown(path.formatted("hidden-none"), reader);
      assertThat(shown(path.formatted(hidden), reader)).as(path).isEqualTo(missing);
      assertThat(shown(path.formatted(deleted), reader)).as(path).isEqualTo(missing);
    }
  }

  private String shown(String path, String token) {
    Answer answer = send("GET", path, token);
    assertThat(answer.status()).as(path).isEqualTo(404);
    return answer.text().replaceAll("\"traceId\":\"[0-9a-f]+\"", "");
  }
}
