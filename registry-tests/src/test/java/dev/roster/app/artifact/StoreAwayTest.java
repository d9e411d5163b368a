package dev.roster.app.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.core.scrub.Scrub;
import dev.roster.core.scrub.Walk;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;

class StoreAwayTest extends ArtifactCalls {
  /**
   * Far below the time that a call waits for a silent store, and above any pause of the machine.
   */
  private static final Duration AT_ONCE = Duration.ofSeconds(5);

  @Autowired private Scrub scrub;

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
    String inParts = "{\"path\":\"h\",\"size\":50000,\"via\":\"store\"}";
    isProblem(post(version + "/uploads", inParts), 503, "storage_unavailable");
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

  @ParameterizedTest
  @EnumSource(Walk.class)
  void s302AStoreThatIsAwayIsNoDamage(Walk walk) {
    String version = draft();
    assertThat(put(version, "f", random(40_000)).status()).isEqualTo(201);
    assertThat(finish(version).status()).isEqualTo(200);
    STORE.cut();

    visitTheNewestBlob(walk);
    mendStore();
    visitTheNewestBlob(walk);

    assertThat(get(version).json().path("status").asString()).isEqualTo("ready");
    assertThat(roundHasEnded(walk)).isTrue();
  }

  private void visitTheNewestBlob(Walk walk) {
    jdbc.sql(
            """
            update scrub_round set begun_at = now() - interval '60 days', ended = false,
              claimed_until = null, last_blob = (select max(id) - 1 from blob)
            where walk = :walk""")
        .param("walk", walk.wire())
        .update();
    scrub.run(walk);
  }

  /** The run that met the store has begun the next round. */
  private boolean roundHasEnded(Walk walk) {
    return jdbc.sql(
            "select begun_at > now() - interval '1 day' from scrub_round where walk = :walk")
        .param("walk", walk.wire())
        .query(Boolean.class)
        .single();
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
