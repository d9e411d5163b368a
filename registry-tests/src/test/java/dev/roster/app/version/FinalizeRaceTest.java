package dev.roster.app.version;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.app.Rival;
import dev.roster.app.RunningServer;
import org.junit.jupiter.api.Test;

class FinalizeRaceTest extends RunningServer {
  @Test
  void aKeyedFinalizeThatAnUploadOvertakesReadsAgainAndHasBothFiles() throws Exception {
    String model = model("race");
    String path = "/api/v1/models/%s/versions/%d".formatted(model, draft(model));
    Answer done;
    try (Rival rival = new Rival(jdbc)) {
      rival.run(
          """
          insert into artifact (version_id, path, path_key, blob_id, created_at, created_by)
          select a.version_id, 'second.bin', 'second.bin', a.blob_id, now(), 'rival'
          from artifact a join version v on v.id = a.version_id
          join model m on m.id = v.model_id and m.name = '%s'
          """
              .formatted(model)); // which holds the version, as an upload does
      done =
          rival.commitBefore(
              () -> send(with("POST", path + "/finalize", "{}").header("Idempotency-Key", model)));
    }
    assertThat(done.status()).as(done.text()).isEqualTo(200);
    assertThat(done.json().path("artifactCount").asInt()).isEqualTo(2);
    assertThat(send(with("POST", path + "/finalize", "{}").header("Idempotency-Key", model)).text())
        .isEqualTo(done.text());
  }
}
