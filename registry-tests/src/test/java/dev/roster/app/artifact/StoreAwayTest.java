package dev.roster.app.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreAwayTest extends ArtifactCalls {
  /**
   * Far below the time that a call waits for a silent store, and above any pause of the machine.
   */
  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  @AfterEach
  void mend() {
    mendStore();
  }

  @Test
  void s302WithoutTheStoreBytesAre503AndAllElseGoesOn() {
    String version = draft();
    byte[] bytes = random(50_000);
    assertThat(put(version, "f", bytes).status()).isEqualTo(201);

    STORE.cut();

    isProblem(put(version, "g", bytes), 503, "storage_unavailable");
    isProblem(read(version, "f"), 503, "storage_unavailable");
    isProblem(read(version, "f", "Range", "bytes=1-2"), 503, "storage_unavailable");
    isProblem(get(version + "/archive"), 503, "storage_unavailable");
    assertThat(read(version, "f").header("Retry-After")).isNotEmpty();
    assertThat(get(version + "/artifacts").json().path("items").findValuesAsString("path"))
        .containsExactly("f");
    assertThat(finish(version).status()).isEqualTo(200);
    assertThat(get(version).json().path("status").asString()).isEqualTo("ready");

    mendStore();

    assertThat(read(version, "f").header("ETag")).contains(hex(bytes));
    assertThat(read(version, "f").status()).isEqualTo(200);
  }

  @Test
  void s302AStoreThatHangsIsWaitedForByTheProbeAlone() {
    String version = draft();
    byte[] bytes = random(50_000);
    assertThat(put(version, "f", bytes).status()).isEqualTo(201);

    STORE.hang();
    assertThat(get("/actuator/health/readiness").text()).contains("DEGRADED");

    for (int i = 0; i < 3; i++) {
      Instant begun = Instant.now();
      Answer upload = put(version, "g", bytes);
      isProblem(upload, 503, "storage_unavailable");
      assertThat(upload.header("Retry-After")).isNotEmpty();
      isProblem(read(version, "f"), 503, "storage_unavailable");
      assertThat(Duration.between(begun, Instant.now())).isLessThan(AT_ONCE);
    }

    mendStore();
    assertThat(read(version, "f").status()).isEqualTo(200);
    assertThat(put(version, "g", bytes).status()).isEqualTo(201);
  }
}
