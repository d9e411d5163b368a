package dev.roster.api.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.roster.core.artifact.Artifact;
import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.digest.Sha256;
import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveFormatTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "; ZIP",
        "' '; ZIP",
        "*/*; ZIP",
        "application/*; ZIP",
        "application/zip; ZIP",
        "application/x-tar; TAR",
        "APPLICATION/X-TAR; TAR",
        "text/html, application/x-tar; TAR",
        "application/json, */*; ZIP"
      })
  void theClientChooses(@Nullable String accept, ArchiveFormat format) {
    assertThat(ArchiveFormat.accepted(accept)).isEqualTo(format);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/html", "application/json", "application/zip;q=0", "zip", "a/b/c", ";;", "/"})
  void allElseIsNotAcceptable(String accept) {
    assertThatThrownBy(() -> ArchiveFormat.accepted(accept))
        .asInstanceOf(type(Refused.class))
        .returns(ProblemCode.NOT_ACCEPTABLE, Refused::code);
  }

  @ParameterizedTest
  @EnumSource
  void theSameFilesGiveTheSameBytes(ArchiveFormat format) throws IOException {
    byte[] once = archive(format);

    assertThat(archive(format)).isEqualTo(once);
    assertThat(new String(once, StandardCharsets.UTF_8)).contains("deep/mü.txt").contains("bytes");
  }

  private static <E extends ArchiveEntry> byte[] archive(ArchiveFormat format) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Artifact file =
        new Artifact(new ArtifactPath("deep/mü.txt"), new Sha256("0".repeat(64)), "bytes".length());
    @SuppressWarnings("unchecked") // a format makes the entries that its streams take
    ArchiveOutputStream<E> archive = (ArchiveOutputStream<E>) format.open(bytes);
    @SuppressWarnings("unchecked")
    E entry = (E) format.entry(file);
    archive.putArchiveEntry(entry);
    archive.write("bytes".getBytes(StandardCharsets.UTF_8));
    archive.closeArchiveEntry();
    archive.finish();
    return bytes.toByteArray();
  }
}
