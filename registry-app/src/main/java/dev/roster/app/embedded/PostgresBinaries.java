package dev.roster.app.embedded;

import static java.util.Locale.ROOT;

import dev.roster.app.settings.StartRefused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.system.ApplicationHome;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of the PostgreSQL that comes with Roster. A data folder has its own, so that a new
 * build of Roster takes nothing away from a server that runs.
 */
final class PostgresBinaries {
  private static final Logger LOG = LoggerFactory.getLogger(PostgresBinaries.class);

  private PostgresBinaries() {}

  /** The folder with {@code bin/postgres} for this machine. It is made once per archive. */
  static Path unpack(DataFolder folder) throws IOException {
    String name = name();
    Path home = folder.engines().resolve(name);
    PrivateFiles.folder(folder.engines());
    PrivateFiles.close(folder.engines());
    if (Files.isDirectory(home)) return home;
    Path draft = folder.engines().resolve("unpacking");
    FileSystemUtils.deleteRecursively(draft);
    PrivateFiles.folder(draft);
    Path unpacked = unpackedByTheBuild().resolve(name);
    if (Files.isReadable(unpacked)) link(unpacked, draft);
    else unpack(draft);
    PrivateFiles.close(draft);
    Files.move(draft, home);
    return home;
  }

  /** Beside the jar, where {@code ./roster} puts what it unpacked once. It need not exist. */
  private static Path unpackedByTheBuild() {
    return new ApplicationHome(PostgresBinaries.class).getDir().toPath().resolve("engines");
  }

  /** Hard links take a fraction of the time of unpacking; another disk takes copies. */
  private static void link(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path source : (Iterable<Path>) all::iterator) {
        Path target = to.resolve(from.relativize(source).toString());
        if (Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
          Files.createDirectories(target);
          continue;
        }
        try {
          Files.createLink(target, source);
        } catch (FileSystemException otherDisk) {
          Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        }
      }
    }
  }

  private static void unpack(Path draft) throws IOException {
    byte[] archive = archive();
    if (!unpackBySystem(archive, draft)) unpackHere(archive, draft);
  }

  /** Names the archive by its checksum, which the jar's directory knows. */
  private static String name() throws IOException {
    JarURLConnection connection = (JarURLConnection) packed().openConnection();
    connection.setUseCaches(false);
    try (JarFile jar = connection.getJarFile()) {
      return "postgres-%08x".formatted(connection.getJarEntry().getCrc());
    }
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
    try (InputStream in = packed().openStream()) {
      return in.readAllBytes();
    }
  }

  /**
   * The archive, which is found by its name: the library's own resolver runs a script that it
   * leaves in {@code java.io.tmpdir}, to tell systems apart for which no archive is here.
   */
  private static URL packed() {
    URL archive =
        PostgresBinaries.class
            .getClassLoader()
            .getResource("postgres-%s-%s.txz".formatted(system(), machine()).toLowerCase(ROOT));
    if (archive != null) return archive;
    throw new StartRefused(
        "This Roster contains no PostgreSQL for " + system() + " on " + machine() + ".",
        "Use your own database and store: set ROSTER_DATASOURCE_URL and ROSTER_S3_ENDPOINT.");
  }

  private static String system() {
    return System.getProperty("os.name").startsWith("Mac") ? "Darwin" : "Linux";
  }

  private static String machine() {
    return System.getProperty("os.arch").replace("amd64", "x86_64");
  }
}
