package dev.roster.app.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreAwayTest extends ArtifactCalls {
  @AfterEach
  void mend() {
    STORE.mend();
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

    STORE.mend();

    assertThat(read(version, "f").header("ETag")).contains(hex(bytes));
    assertThat(read(version, "f").status()).isEqualTo(200);
  }
}
