package dev.roster.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.storage.Engines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DoctorTest {
  private final Engines.Database database = Engines.database();
  private final Engines.Bucket bucket = Engines.bucket();

  @Test
  void saysWhatItExaminedAndThatAllIsWell() {
    CommandRun run = doctor(database.url());
    assertThat(run.out())
        .contains("ok   Java ", "ok   Database: PostgreSQL", "ok   Store: " + bucket.endpoint())
        .endsWith("All is well.\n");
    assertThat(run.status()).isZero();
  }

  @Test
  void jsonIsOneDocumentThatNamesEachFailureWithItsRemedy() {
    JsonNode well = JsonMapper.shared().readTree(doctor(database.url(), "--json").out());
    assertThat(well.path("well").asBoolean()).isTrue();
    assertThat(well.path("diagnoses").findValuesAsString("severity")).contains("ok");

    CommandRun away = doctor("jdbc:postgresql://127.0.0.1:1/none", "--json");
    assertThat(away.status()).isEqualTo(1);
    JsonNode document = JsonMapper.shared().readTree(away.out());
    assertThat(document.path("well").asBoolean()).isFalse();
    List<JsonNode> failures = new ArrayList<>();
    for (JsonNode each : document.path("diagnoses"))
      if (each.path("severity").asString().equals("failure")) failures.add(each);
    assertThat(failures).hasSize(1);
    assertThat(failures.get(0).path("what").asString()).startsWith("Database: ");
    assertThat(failures.get(0).path("remedy").asString()).contains("ROSTER_DATASOURCE_URL");
  }

  private CommandRun doctor(String url, String... more) {
    List<String> arguments = new ArrayList<>(List.of("doctor"));
    arguments.addAll(List.of(more));
    Map.of(
            "datasource.url", url,
            "datasource.username", database.username(),
            "datasource.password", database.password(),
            "s3.endpoint", bucket.endpoint(),
            "s3.bucket", bucket.name(),
            "s3.access-key", bucket.accessKey(),
            "s3.secret-key", bucket.secretKey(),
            "s3.region", bucket.region())
        .forEach((name, value) -> arguments.add("--roster." + name + "=" + value));
    return CommandRun.of(arguments.toArray(String[]::new));
  }
}
