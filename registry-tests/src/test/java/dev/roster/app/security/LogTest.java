package dev.roster.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.node.ObjectNode;

@ExtendWith(OutputCaptureExtension.class)
class LogTest extends RunningServer {
  private static final List<String> HOSTILE =
      List.of(
          "\r\nX-Injected: 1",
          "\n2026-01-01T00:00:00.000Z INFO  forged line",
          "\u001b[2J\u001b[31mred",
          "\u2028next\u2029line",
          "${jndi:ldap://127.0.0.1:1/a}",
          "${env:ROSTER_ADMIN_TOKEN}",
          "%n%d{yyyy}",
          "<script>alert(1)</script>",
          "\u202ereversed",
          "{{7*7}}",
          "#{T(java.lang.Runtime)}",
          "\u0085nel");

  @Test
  void inj13HostileTextsForgeNoLogLineAndAreNeverReflectedAsMarkup(CapturedOutput log) {
    String model = model("hostile");
    for (String text : HOSTILE) {
      ObjectNode body = JSON.createObjectNode();
      body.put("name", text);
      body.put("description", text);
      check(post("/api/v1/models", body.toString()));
      ObjectNode unknown = JSON.createObjectNode();
      unknown.put(text, text);
      check(post("/api/v1/models", unknown.toString()));
      String encoded =
          java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8)
              .replace("+", "%20");
      check(get("/api/v1/models?filter=" + encoded));
      check(get("/api/v1/models?" + encoded + "=1"));
      check(get("/api/v1/models/" + model + "/stages/" + encoded));
      check(get("/problems/" + encoded));
    }
    assertThat(log.getAll()).doesNotContain("\u001b", "\u2028", "\u202e", ADMIN, "X-Injected: 1\n");
    assertThat(log.getAll().lines())
        .allMatch(line -> line.isBlank() || line.matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z .*"));
  }

  private static void check(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
    assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(answer.header("X-Injected")).isEmpty();
  }
}
