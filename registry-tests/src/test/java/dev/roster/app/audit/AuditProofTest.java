package dev.roster.app.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.RunningServer;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an auditor reads of the log, and can check without trusting the server. */
class AuditProofTest extends RunningServer {
  private static final String AUDIT = "/api/v1/audit";
  private static final String SECRET_REASON = "because of Mrs Miller's complaint";

  /** Returns the number of the entry of a move with a reason. */
  private long moved(String model) {
    int version = ready(model);
    send(
        with(
            "POST",
            "/api/v1/models/%s/versions/%d/transitions".formatted(model, version),
            "{\"to\":\"staging\",\"reason\":\"%s\"}".formatted(SECRET_REASON)));
    return get(AUDIT + "?model=" + model).json().at("/items/0/seq").asLong();
  }

  @Test
  void theLeafHasNoPersonalDataAndItsHashIsThatOfTheEntry() throws Exception {
    long seq = moved(model("audit"));
    JsonNode entry = get(AUDIT + "/" + seq).json();
    assertThat(entry.at("/detail/reason").asString()).isEqualTo(SECRET_REASON);
    assertThat(entry.path("actor").asString()).isEqualTo("admin");

    byte[] leaf = get(AUDIT + "/" + seq + "/leaf").text().getBytes(UTF_8);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update((byte) 0);
    assertThat(HexFormat.of().formatHex(digest.digest(leaf)))
        .isEqualTo(entry.path("hash").asString());

    String text = new String(leaf, UTF_8);
    assertThat(text).doesNotContain("Miller").doesNotContain("admin");
    JsonNode content = JsonMapper.shared().readTree(text);
    assertThat(content.propertyNames())
        .containsExactly("action", "at", "detail", "model", "seq", "subject", "version");
    assertThat(content.path("subject")).isEqualTo(entry.path("subject"));
    assertThat(content.at("/detail/to").asString()).isEqualTo("staging");
    assertThat(content.at("/detail/reason").asString())
        .isEqualTo(commitment(entry.path("salts").path("/reason").asString(), SECRET_REASON));
  }

  private static String commitment(String salt, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(salt), "HmacSHA256"));
    return "hmac-sha256:" + Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(UTF_8)));
  }

  @Test
  void whatWasAcknowledgedIsInTheLogAndUnderACheckpointAtOnce() {
    long seq = moved(model("audit"));
    String[] note = get(AUDIT + "/checkpoint").text().split("\n");
    assertThat(note).hasSize(5);
    assertThat(Long.parseLong(note[1])).isGreaterThanOrEqualTo(seq);
    assertThat(note[4]).startsWith("— " + note[0] + " ");
    assertThat(get(AUDIT + "/key").text()).startsWith(note[0] + "+");
    assertThat(get(AUDIT + "/checkpoint?size=" + note[1]).text().split("\n")).isEqualTo(note);

    JsonNode proof = get(AUDIT + "/" + seq + "/proof?size=" + note[1]).json();
    assertThat(proof.path("leafIndex").asLong()).isEqualTo(seq - 1);
    assertThat(proof.path("treeSize").asString()).isEqualTo(note[1]);
    assertThat(proof.path("hashes")).isNotEmpty();
    assertThat(get(AUDIT + "/consistency?from=5&to=5").json().path("hashes")).isEmpty();
    assertThat(get(AUDIT + "/consistency?from=3&to=5").json().path("hashes")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/0/proof",
        "/999999999/proof",
        "/7/proof?size=6",
        "/1/proof?size=0",
        "/1/proof?size=999999999",
        "/1/proof?size=x",
        "/consistency?from=0&to=1",
        "/consistency?from=2&to=1",
        "/consistency?from=1&to=999999999",
        "/consistency?from=1",
        "/export?format=xml",
        "?version=1",
        "?action=model.exploded",
        "?from=yesterday",
        "?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z"
      })
  void whatCannotBeAnsweredIsRefusedByName(String question) {
    moved(model("audit"));
    Answer answer = get(AUDIT + question);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().path("errors")).as(answer.text()).isNotEmpty();
  }

  @Test
  void metricsSayHowFarTheLogIsNumberedAndSigned() {
    String metrics = get("/actuator/prometheus").text();
    assertThat(metrics)
        .containsPattern("\nroster_audit_entries [0-9.E]+\n")
        .containsPattern("\nroster_audit_checkpoint_entries [0-9.E]+\n")
        .contains("\nroster_audit_checkpoint_timestamp_seconds ")
        .contains("\nroster_audit_oldest_pending_timestamp_seconds ");
  }

  @Test
  void aSizeWithoutCheckpointAndAnEntryThatIsNotThereAreNotFound() {
    assertThat(get(AUDIT + "/checkpoint?size=999999999").json().path("code").asString())
        .isEqualTo("checkpoint_not_found");
    assertThat(get(AUDIT + "/999999999").json().path("code").asString())
        .isEqualTo("audit_entry_not_found");
    assertThat(get(AUDIT + "/999999999/leaf").status()).isEqualTo(404);
  }

  @Test
  void aReaderOfAnotherModelSeesNeitherEntryNorLeafButMayCheckProofs() {
    long seq = moved(model("audit"));
    String reader = token("reader", model("other"));
    assertThat(send("GET", AUDIT + "/" + seq, reader).status()).isEqualTo(404);
    assertThat(send("GET", AUDIT + "/" + seq + "/leaf", reader).status()).isEqualTo(404);
    assertThat(send("GET", AUDIT + "/export", reader).text())
        .doesNotContain("\"seq\":" + seq + ",");
    for (String open : List.of("/checkpoint", "/key", "/" + seq + "/proof"))
      assertThat(send("GET", AUDIT + open, reader).status()).as(open).isEqualTo(200);
    assertThat(send("GET", AUDIT + "/checkpoint", null).status()).isEqualTo(401);
  }

  @Test
  void aFilterShowsWhatItNames() {
    String model = model("audit");
    moved(model);
    String token = token("contributor", model);
    send(
        to("/api/v1/models/" + model + "/versions", token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{}")));
    String actor = get(AUDIT + "?model=" + model).json().at("/items/0/actor").asString();
    assertThat(actions("?model=" + model + "&actor=" + encoded(actor)))
        .containsExactly("version.created");
    assertThat(actions("?model=" + model + "&version=1&action=version.created"))
        .containsExactly("version.created");
    assertThat(actions("?model=" + model + "&action=model.created&action=version.transitioned"))
        .containsExactly("version.transitioned", "model.created");
    String at = get(AUDIT + "?model=" + model).json().at("/items/0/at").asString();
    assertThat(actions("?model=" + model + "&from=" + at)).containsExactly("version.created");
    assertThat(actions("?model=" + model + "&to=" + at)).doesNotContain("").hasSize(5);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private List<String> actions(String query) {
    return get(AUDIT + query).json().path("items").findValuesAsString("action");
  }

  @Test
  void anExportHasEachEntryOnceOldestFirst() {
    String model = model("audit");
    moved(model);
    List<JsonNode> lines =
        get(AUDIT + "/export?model=" + model)
            .text()
            .lines()
            .map(line -> JsonMapper.shared().readTree(line))
            .toList();
    List<Long> seqs = new ArrayList<>();
    for (JsonNode line : lines) {
      seqs.add(line.path("seq").asLong());
      JsonNode leaf =
          JsonMapper.shared().readTree(Base64.getDecoder().decode(line.path("leaf").asString()));
      assertThat(leaf.path("seq")).isEqualTo(line.path("seq"));
    }
    assertThat(seqs).isSorted().hasSize(5);
  }

  @Test
  void anExportForASpreadsheetHasALineForEachEntry() {
    String model = model("audit");
    send(with("PATCH", "/api/v1/models/" + model, "{\"owner\":\"Ann, \\\"A\\\"\"}"));
    List<String> lines = get(AUDIT + "/export?format=csv&model=" + model).text().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).isEqualTo("seq,at,actor,action,model,version,detail,hash");
    assertThat(lines.get(1)).contains(",\"admin\",model.created,\"" + model + "\",,\"{}\",");
    assertThat(lines.get(2))
        .contains(
            ",model.changed,\"" + model + "\",,\"{\"\"owner\"\":\"\"Ann, \\\"\"A\\\"\"\"\"}\",");
  }
}
