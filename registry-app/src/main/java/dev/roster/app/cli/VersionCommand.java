package dev.roster.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "version", description = "Says which Roster this is.")
final class VersionCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    for (String line : new RosterVersion().getVersion()) System.out.println(line);
    return 0;
  }
}
