package dev.roster.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.roster.storage.progress.Progress;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final Progress progress = new Progress();

  @Test
  void saysHowManyFilesAndBytesAreReadOfHowMany() {
    progress.begin("Reading the bytes of files", 4, 8L << 30);
    assertThat(text()).isEqualTo("Reading the bytes of files: 0 bytes of 8.00 GiB, 0 of 4 files");
    progress.addBytes(2L << 30);
    progress.addFile();
    assertThat(text())
        .matches(
            "Reading the bytes of files: 2\\.00 GiB of 8\\.00 GiB, 1 of 4 files"
                + "(, about [0-9]+ (s|min) left)?");
  }

  @Test
  void aStepWhoseEndNobodyKnowsIsNamed() {
    progress.begin("Copying the database");
    assertThat(text()).isEqualTo("Copying the database ...");
  }

  private String text() {
    return ProgressLine.text(progress.step());
  }
}
