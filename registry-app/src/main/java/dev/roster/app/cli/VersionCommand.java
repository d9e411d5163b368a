package dev.roster.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "version", description = "Prints the version of Roster, of Java and of the system.")
final class VersionCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    for (String line : new RosterVersion().getVersion()) System.out.println(line);
    return 0;
  }
}
