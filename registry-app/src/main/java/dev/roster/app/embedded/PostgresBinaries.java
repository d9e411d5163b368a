package dev.roster.app.embedded;

import dev.roster.app.settings.StartRefused;
import dev.roster.core.digest.Sha256;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/** Unpacks the PostgreSQL that comes with Roster, once for each build of it. */
final class PostgresBinaries {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresBinaries.class);

  private PostgresBinaries() {}

  /** The folder with {@code bin/postgres} for this machine. */
  static Path unpack(DataFolder folder) throws IOException {
    byte[] archive = archive();
    Path home =
        folder
            .engines()
            .resolve("postgres-" + Sha256.of(Sha256.hash(archive)).hex().substring(0, 16));
    if (Files.isDirectory(home)) return home;
    PrivateFiles.folder(folder.engines());
    Path draft = folder.engines().resolve("unpacking");
    FileSystemUtils.deleteRecursively(draft);
    PrivateFiles.folder(draft);
    if (!unpackBySystem(archive, draft)) unpackHere(archive, draft);
    Files.move(draft, home);
    return home;
  }

  /** The system's tar takes a third of the time, but not every tar reads xz. */
  private static boolean unpackBySystem(byte[] archive, Path draft) throws IOException {
    try {
      Process tar =
          new ProcessBuilder("tar", "-xJf", "-", "-C", draft.toString())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (OutputStream in = tar.getOutputStream()) {
        in.write(archive);
      }
      if (tar.onExit().join().exitValue() == 0) return true;
    } catch (IOException noSuchTar) {
      LOG.debug("The system's tar does not unpack it", noSuchTar);
    }
    FileSystemUtils.deleteRecursively(draft);
    return false;
  }

  private static void unpackHere(byte[] archive, Path draft) throws IOException {
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
      for (TarArchiveEntry entry; (entry = tar.getNextEntry()) != null; ) unpack(tar, entry, draft);
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path draft)
      throws IOException {
    Path target = draft.resolve(entry.getName()).normalize();
    if (!target.startsWith(draft)) throw new IOException("an entry outside: " + entry.getName());
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink() || entry.isLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, target);
    if (target.getParent().endsWith("bin") && !target.toFile().setExecutable(true, false))
      throw new IOException(target + " cannot be made executable");
  }

  private static byte[] archive() throws IOException {
    String system = System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux";
    String machine = System.getProperty("os.arch").replace("amd64", "x86_64");
    try (InputStream in = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine)) {
      return in.readAllBytes();
    } catch (IllegalStateException missing) {
      throw new StartRefused(
          "This Roster contains no PostgreSQL for " + system + " on " + machine + ".",
          "Use your own database and store: set ROSTER_DATASOURCE_URL and ROSTER_S3_ENDPOINT.",
          missing);
    }
  }
}
