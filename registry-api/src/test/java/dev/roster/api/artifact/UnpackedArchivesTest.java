package dev.roster.api.artifact;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.roster.core.problem.ProblemCode;
import dev.roster.core.problem.Refused;
import dev.roster.core.temporary.TemporaryFolder;
import dev.roster.core.unpack.IncomingFiles;
import dev.roster.core.unpack.UnpackSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

/** INT-10: an archive is read to its end as what all readers see in it, or refused. */
class UnpackedArchivesTest {
  private static final UnpackSettings LIMITS =
      new UnpackSettings(4, DataSize.ofMegabytes(4), 100, 32);
  private static final int RECORD = TarConstants.DEFAULT_RCDSIZE;

  @TempDir private static Path shared;

  private static Map<String, String> read(ArchiveType type, byte[] archive) throws IOException {
    MockHttpServletRequest request = new MockHttpServletRequest("PUT", "/");
    request.setContent(archive);
    ArchiveBody body = new ArchiveBody(request, 8 << 20);
    Map<String, String> read = new LinkedHashMap<>();
    try (TemporaryFolder folder = TemporaryFolder.in(shared);
        IncomingFiles files = type.files(body, LIMITS, folder)) {
      for (IncomingFiles.File file; (file = files.next()) != null; )
        read.put(file.name(), new String(file.bytes().readAllBytes(), ISO_8859_1));
    }
    return read;
  }

  private static void isRefused(ArchiveType type, byte[] archive, String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.add("");
    assertThatThrownBy(() -> read(type, archive))
        .isInstanceOfAny(Refused.class, IOException.class)
        .hasMessageContainingAll(all.toArray(String[]::new));
  }

  private static byte[] archive(ArchiveType type, String... namesAndTexts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (type == ArchiveType.ZIP) {
      try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
        for (int i = 0; i < namesAndTexts.length; i += 2) {
          zip.putArchiveEntry(new ZipArchiveEntry(namesAndTexts[i]));
          zip.write(namesAndTexts[i + 1].getBytes(UTF_8));
          zip.closeArchiveEntry();
        }
      }
      return bytes.toByteArray();
    }
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, RECORD, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (int i = 0; i < namesAndTexts.length; i += 2)
        add(tar, new TarArchiveEntry(namesAndTexts[i]), namesAndTexts[i + 1]);
    }
    return type == ArchiveType.TAR ? bytes.toByteArray() : gzip(bytes.toByteArray());
  }

  private static void add(TarArchiveOutputStream tar, TarArchiveEntry entry, String text)
      throws IOException {
    entry.setSize(text.getBytes(UTF_8).length);
    tar.putArchiveEntry(entry);
    tar.write(text.getBytes(UTF_8));
    tar.closeArchiveEntry();
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @EnumSource
  void filesAreReadAndFoldersPassedOver(ArchiveType type) throws IOException {
    String name = "long/" + "x".repeat(300);
    assertThat(read(type, archive(type, "d/", "", "d/a", "1", "e", "", name, "ü")))
        .isEqualTo(Map.of("d/a", "1", "e", "", name, new String("ü".getBytes(UTF_8), ISO_8859_1)));
  }

  @ParameterizedTest
  @EnumSource
  void aCutArchiveIsRefusedWhereverItEnds(ArchiveType type) throws IOException {
    byte[] whole = archive(type, "a", "1".repeat(600), "b", "2");
    int step = Math.max(1, whole.length / 97);
    for (int length = 0; length < whole.length - RECORD; length += step)
      isRefused(type, Arrays.copyOf(whole, length));
    isRefused(
        type, Arrays.copyOf(whole, whole.length - 1 - (type == ArchiveType.TAR ? RECORD : 0)));
  }

  @ParameterizedTest
  @EnumSource
  void nothingMayFollowTheEnd(ArchiveType type) throws IOException {
    byte[] whole = archive(type, "a", "1");
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    longer[whole.length] = 'x';
    isRefused(type, longer);
  }

  @ParameterizedTest
  @EnumSource
  void int10TheNumberOfEntriesIsLimited(ArchiveType type) throws IOException {
    assertThat(read(type, archive(type, "a", "", "b", "", "c", "", "d", ""))).hasSize(4);
    isRefused(
        type, archive(type, "a", "", "b", "", "c", "", "d", "", "e", ""), "one entry more than");
  }

  @ParameterizedTest
  @CsvSource({"ZIP, 1048576, true", "ZIP, 1100000, false", "GZIPPED_TAR, 1500000, false"})
  void dos05FilesAreAtMostAHundredTimesAsLargeAsTheArchive(
      ArchiveType type, int size, boolean taken) throws IOException {
    byte[] archive = archive(type, "zeros", "0".repeat(size));
    if (taken) assertThat(read(type, archive)).hasSize(1);
    else isRefused(type, archive, "zeros", "100 times as large");
  }

  @Test
  void theSumOfTheSizesIsLimited() throws IOException {
    String text = "x".repeat(2_500_000);
    assertThatThrownBy(() -> read(ArchiveType.TAR, archive(ArchiveType.TAR, "a", text, "b", text)))
        .hasMessageContaining("entries.b")
        .asInstanceOf(type(Refused.class))
        .returns(ProblemCode.TOO_LARGE, Refused::code);
  }

  @ParameterizedTest
  @CsvSource({
    "2, a symbolic link to 'target'",
    "1, a hard link to 'target'",
    "3, a device",
    "4, a device",
    "6, a pipe",
    "V, of the type 'V'"
  })
  void int10OnlyFilesAndFoldersOfATarAreTaken(char flag, String kind) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry("odd", (byte) flag);
      if (flag <= '2') entry.setLinkName("target");
      add(tar, entry, "");
    }
    isRefused(ArchiveType.TAR, bytes.toByteArray(), "odd", "is " + kind);
  }

  @Test
  void int10ATarHeaderWithAWrongChecksumIsRefused() throws IOException {
    byte[] tar = archive(ArchiveType.TAR, "abc", "1");
    tar[0] = 'x';
    isRefused(ArchiveType.TAR, tar, "xbc", "checksum");
  }

  @Test
  void int10ANameThatIsNotUtf8IsRefused() throws IOException {
    byte[] zip = archive(ArchiveType.ZIP, "abc", "1");
    for (int at = 0; at < zip.length - 2; at++)
      if (zip[at] == 'a' && zip[at + 1] == 'b' && zip[at + 2] == 'c') zip[at] = (byte) 0xE9;
    isRefused(ArchiveType.ZIP, zip, "not UTF-8");
  }

  @Test
  void int10ATarNameThatIsNotUtf8IsRefusedAndAQuestionMarkIsNot() throws IOException {
    assertThat(read(ArchiveType.TAR, archive(ArchiveType.TAR, "d?/what?\ufffd", "1"))).hasSize(1);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "ISO-8859-1")) {
      add(tar, new TarArchiveEntry("d/caf\u00e9"), "1");
    }
    isRefused(ArchiveType.TAR, bytes.toByteArray(), "not UTF-8");
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "1, 200", "2, 200"})
  void path02AnAbsoluteNameIsNotMadeRelative(int longFileMode, int length) throws IOException {
    String name = "/abs/" + "x".repeat(length);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(
          longFileMode == 1
              ? TarArchiveOutputStream.LONGFILE_GNU
              : TarArchiveOutputStream.LONGFILE_POSIX);
      add(tar, new TarArchiveEntry(name, true), "1");
    }
    try {
      assertThat(read(ArchiveType.TAR, bytes.toByteArray())).containsOnlyKeys(name);
    } catch (Refused refused) {
      assertThat(refused).hasMessageContaining("is absolute");
    }
  }

  @Test
  void path02ABackslashInAZipIsNoSlash() throws IOException {
    byte[] zip = archive(ArchiveType.ZIP, "a_b", "1");
    for (int at = 0; at < zip.length; at++) if (zip[at] == '_') zip[at] = '\\';
    isRefused(ArchiveType.ZIP, zip, "backslash");
  }

  private static byte[] zipWithLinks(int mode) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      ZipArchiveEntry entry = new ZipArchiveEntry("odd");
      entry.setUnixMode(mode);
      zip.putArchiveEntry(entry);
      zip.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }

  @Test
  void int10OnlyFilesAndFoldersOfAZipAreTaken() throws IOException {
    assertThat(read(ArchiveType.ZIP, zipWithLinks(0100644))).hasSize(1);
    isRefused(ArchiveType.ZIP, zipWithLinks(0120777), "odd", "a symbolic link");
    isRefused(ArchiveType.ZIP, zipWithLinks(0010644), "odd", "a device or a pipe");
  }

  /** A zip of one stored file, of which a value is changed in its header, its directory or both. */
  private static byte[] changed(int inHeader, int inDirectory, int value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
      ZipArchiveEntry entry = new ZipArchiveEntry("file");
      entry.setMethod(ZipArchiveEntry.STORED);
      entry.setSize(3);
      entry.setCrc(0x884863D2L); // of 123
      zip.putArchiveEntry(entry);
      zip.write("123".getBytes(UTF_8));
      zip.closeArchiveEntry();
    }
    ByteBuffer zip = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    int directory = zip.getInt(zip.capacity() - 6);
    if (inHeader >= 0) zip.put(inHeader, (byte) value);
    if (inDirectory >= 0) zip.put(directory + inDirectory, (byte) value);
    return zip.array();
  }

  @Test
  void aStoredFileIsRead() throws IOException {
    assertThat(read(ArchiveType.ZIP, changed(-1, -1, 0))).isEqualTo(Map.of("file", "123"));
  }

  @ParameterizedTest
  @CsvSource({
    "6, 8, 1, encrypted",
    "8, 10, 12, method 12",
    "14, 16, 7, CRC-32",
    "30, -1, 120, another name",
    "8, -1, 8, another method",
    "14, -1, 7, another CRC-32",
    "18, -1, 7, another size",
    "22, -1, 7, another size",
    "0, -1, 7, ''",
    "-1, 42, 1, ''",
    "-1, 0, 7, directory",
    "-1, 34, 9, ''"
  })
  void int10HeadersThatDisagreeAreRefused(int inHeader, int inDirectory, int value, String fault)
      throws IOException {
    isRefused(ArchiveType.ZIP, changed(inHeader, inDirectory, value), fault);
  }

  /** Whatever is changed in an archive, it is read or refused; nothing else may happen. */
  @ParameterizedTest
  @EnumSource
  void dos13NoChangeOfAnArchiveIsAFailure(ArchiveType type) throws IOException {
    byte[] whole = archive(type, "d/", "", "d/a?", "1".repeat(700), "n".repeat(150), "2");
    Random random = new Random(10);
    for (int round = 0; round < 3_000; round++) {
      byte[] changed = whole.clone();
      for (int i = 0; i <= random.nextInt(3); i++)
        changed[random.nextInt(changed.length)] =
            (byte) (random.nextBoolean() ? random.nextInt() : random.nextBoolean() ? 0xFF : 0);
      try {
        read(type, changed);
      } catch (Refused | IOException refused) {
        assertThat(refused).hasMessageNotContaining("null");
      }
    }
  }

  @Test
  void int10BytesBeforeAndBetweenTheEntriesOfAZipAreRefused() throws IOException {
    byte[] zip = archive(ArchiveType.ZIP, "a", "1");
    byte[] later = new byte[zip.length + 3];
    System.arraycopy(zip, 0, later, 3, zip.length);
    isRefused(ArchiveType.ZIP, later);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/zip", "Application/X-Tar; charset=binary", "application/gzip"})
  void theMediaTypeSaysWhatItIs(String mediaType) {
    assertThat(ArchiveType.of(mediaType)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/octet-stream", "text/plain", "application/x-7z-compressed", ""})
  void anotherMediaTypeIsRefused(String mediaType) {
    assertThatThrownBy(() -> ArchiveType.of(mediaType))
        .asInstanceOf(type(Refused.class))
        .returns(ProblemCode.UNSUPPORTED_MEDIA_TYPE, Refused::code);
  }
}
