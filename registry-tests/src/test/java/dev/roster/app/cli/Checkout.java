package dev.roster.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A checkout with the script {@code roster} and hardly a source. Its Maven writes an empty jar,
 * once the gate was opened if there is one; its Java says from which jar it serves until its input
 * ends.
 */
final class Checkout {
  private static final String MAVEN =
      """
      #!/bin/sh
      echo built >>"$(dirname "$3")/builds.log"
      [ ! -p "$(dirname "$3")/gate" ] || cat "$(dirname "$3")/gate"
      mkdir -p "$(dirname "$3")/registry-app/target"
      : >"$(dirname "$3")/registry-app/target/registry-app-1.jar"
      """;
  private static final String JAVA =
      """
      #!/bin/sh
      jar='' before=''
      for word; do
        [ "$before" != -jar ] || jar=$word
        case $word in -XX:ArchiveClassesAtExit=*) : >"${word#*=}" ;; esac
        before=$word
      done
      case "$*" in
        *jarmode=tools*) mkdir "$before"; : >"$before/registry-app-1.jar" ;;
        *--rehearse*) ;;
        *start*) echo "$jar"; cat; [ -e "$jar" ] && echo 'still there' ;;
        *) echo "$jar" ;;
      esac
      """;

  private final Path root;
  private final Path tools;

  Checkout(Path root) throws IOException {
    this.root = root;
    this.tools = Files.createDirectories(root.resolve("tools"));
    for (String folder : List.of("db", "deploy", "registry-app/src/main", "jdk/bin"))
      Files.createDirectories(root.resolve(folder));
    for (String file : List.of("pom.xml", "registry-app/pom.xml", "registry-app/src/main/A.java"))
      Files.createFile(root.resolve(file));
    Files.copy(Path.of("../roster"), root.resolve("roster"));
    Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"17.0.1\"\n");
    program(root.resolve("jdk/bin/java"), JAVA);
    program(tools.resolve("mvn"), MAVEN);
  }

  /** {@code flock} fails, as on a file system that has no locks. */
  Checkout withoutLocks() throws IOException {
    program(tools.resolve("flock"), "#!/bin/sh\nexit 71\n");
    return this;
  }

  /** A source is edited, later than any build so far. */
  void edit() throws IOException {
    FileTime earlier = FileTime.from(Instant.now().minusSeconds(3600));
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList())
        Files.setLastModifiedTime(file, earlier);
    }
    Files.writeString(root.resolve("registry-app/src/main/A.java"), "edited");
  }

  /** Builds wait until {@link #openGate}. */
  void closeGate() throws Exception {
    new ProcessBuilder("mkfifo", root.resolve("gate").toString()).start().waitFor();
  }

  void openGate() throws IOException {
    Files.writeString(root.resolve("gate"), "go on\n");
    Files.delete(root.resolve("gate"));
  }

  int builds() throws IOException {
    return Files.readAllLines(root.resolve("builds.log")).size();
  }

  Run run(String command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(root.resolve("roster").toString(), command);
    builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("ROSTER_"));
    builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
    return new Run(builder.start());
  }

  private static void program(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  /** The script at work. */
  record Run(Process process, BufferedReader out, BufferedReader err) implements AutoCloseable {
    private Run(Process process) {
      this(process, process.inputReader(), process.errorReader());
    }

    /** The jar that it runs from. */
    Path jar() throws IOException {
      return Path.of(out.readLine());
    }

    /** Waits for what it tells people next. */
    void tells(String beginning) throws IOException {
      assertThat(err.readLine()).startsWith(beginning);
    }

    /** Lets a server end; what it says last. */
    String end() throws IOException {
      process.outputWriter().close();
      return out.readLine();
    }

    @Override
    public void close() {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      process.onExit().join();
    }
  }
}
