package dev.roster.http.idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.temporary.TemporaryFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A body is kept whole for a repetition, or refused. */
class SpoolTest {
  private static final long LIMIT = 8L << 20;
  private final byte[] body = new byte[(int) LIMIT];

  @TempDir private Path shared;
  private TemporaryFolder folder;

  SpoolTest() {
    new Random(1).nextBytes(body);
  }

  @BeforeEach
  void open() throws IOException {
    folder = TemporaryFolder.in(shared);
  }

  @AfterEach
  void close() throws IOException {
    folder.close();
  }

  @Test
  void aLongBodyIsReadAgainAndLeavesNothing() throws Exception {
    try (Spool spool = Spool.of(new ByteArrayInputStream(body), LIMIT, folder);
        InputStream again = spool.open()) {
      assertThat(again.readAllBytes()).isEqualTo(body);
    }
    assertThat(bodies()).isEmpty();
  }

  @Test
  void withoutRoomForItTheCallIsRefusedAndMayBeRepeated() throws IOException {
    folder.close();
    assertThatThrownBy(() -> Spool.of(new ByteArrayInputStream(body), LIMIT, folder))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.code()).isEqualTo(ProblemCode.STORAGE_UNAVAILABLE));
  }

  @Test
  void aLongerBodyThanAllowedLeavesNothing() throws Exception {
    assertThatThrownBy(() -> Spool.of(new ByteArrayInputStream(body), LIMIT - 1, folder))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.code()).isEqualTo(ProblemCode.TOO_LARGE));
    assertThat(bodies()).isEmpty();
  }

  private List<Path> bodies() throws IOException {
    try (Stream<Path> files = Files.walk(shared)) {
      return files.filter(file -> file.getFileName().toString().startsWith("body-")).toList();
    }
  }
}
