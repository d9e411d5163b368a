package dev.roster.app.cli;

import dev.roster.app.settings.StartRefused;
import java.io.PrintWriter;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.PortInUseException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints a failure in two lines: what went wrong and what to do. */
final class PlainFailure implements IExecutionExceptionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(PlainFailure.class);

  @Override
  public int handleExecutionException(Exception thrown, CommandLine line, ParseResult parsed) {
    print(thrown, line.getErr());
    return CommandLine.ExitCode.SOFTWARE;
  }

  static void print(Exception thrown, PrintWriter err) {
    Optional<StartRefused> refused = StartRefused.in(thrown);
    if (refused.isPresent()) {
      print(refused.get(), err);
    } else if (portInUse(thrown)) {
      err.println("roster: Another program uses the port: " + root(thrown).getMessage());
      err.println("        Choose another port with --port or ROSTER_PORT; 0 takes a free one.");
    } else {
      err.println("roster: The command failed: " + root(thrown));
      err.println("        The log has the details.");
      LOG.error("The command failed", thrown);
    }
    err.flush();
  }

  private static void print(StartRefused refused, PrintWriter err) {
    err.println("roster: " + refused.getMessage());
    err.println("        " + refused.remedy());
    err.flush();
  }

  private static boolean portInUse(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause())
      if (t instanceof PortInUseException) return true;
    return false;
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null && !(root instanceof PortInUseException)) root = root.getCause();
    return root;
  }
}
