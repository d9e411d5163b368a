package dev.roster.app.cli;

import dev.roster.app.Roster;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.aot.AotDetector;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.core.SpringProperties;
import org.springframework.util.ClassUtils;
import picocli.CommandLine;

/** The roster command. */
public final class Main {
  /** The class that the build makes, in which all definitions of beans are prepared. */
  private static final String PREPARED = "__ApplicationContextInitializer";

  private Main() {}

  public static void main(String[] arguments) {
    logOnce(arguments);
    if (isPrepared()) SpringProperties.setFlag(AotDetector.AOT_ENABLED);
    int status =
        run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), arguments);
    if (status != RUNNING) System.exit(status);
  }

  /**
   * Whether the definitions of this very build are there. A folder of classes, as a test or an IDE
   * has it, may hold those of an older one.
   */
  private static boolean isPrepared() {
    boolean isJar =
        Main.class.getProtectionDomain().getCodeSource().getLocation().getPath().endsWith(".jar");
    return isJar
        && ClassUtils.isPresent(Roster.class.getName() + PREPARED, Main.class.getClassLoader());
  }

  /**
   * Logback reads its configuration when the first line is logged. Spring Boot would read it a
   * second time, while the threads that start the engines log.
   *
   * <p>The log of a server is its output; that of other commands must not be among their results.
   */
  private static void logOnce(String... arguments) {
    if (!List.of(arguments).contains("start"))
      System.setProperty("roster.log.target", "System.err");
    System.setProperty(LoggingSystem.SYSTEM_PROPERTY, LoggingSystem.NONE);
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install(); // Tomcat logs by java.util.logging
  }

  /** The exit status of a command that left a server running: the process ends with the server. */
  static final int RUNNING = -1;

  /** Runs one command line and returns its exit status. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    Map<String, String> settings = new LinkedHashMap<>();
    List<String> rest = new ArrayList<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (argument.startsWith("--roster.") && equals > 0)
        settings.put(argument.substring(2, equals), argument.substring(equals + 1));
      else rest.add(argument);
    }
    CommandLine line = new CommandLine(new RosterCommand(), new Factory(settings));
    line.setOut(out);
    line.setErr(err);
    line.setExecutionExceptionHandler(new PlainFailure());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    return line.execute(rest.toArray(String[]::new));
  }

  /** Makes the commands with the settings that were among the arguments. */
  private record Factory(Map<String, String> settings) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (type == GivenSettings.class) return type.cast(new GivenSettings(settings));
      return CommandLine.defaultFactory().create(type);
    }
  }
}
