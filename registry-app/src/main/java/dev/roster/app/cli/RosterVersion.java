package dev.roster.app.cli;

import picocli.CommandLine.IVersionProvider;

/** Prints the version of Roster, of Java and of the system. */
final class RosterVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "Roster " + number(),
      "Java "
          + Runtime.version()
          + ", "
          + System.getProperty("os.name")
          + " "
          + System.getProperty("os.arch")
    };
  }

  static String number() {
    String packaged = RosterVersion.class.getPackage().getImplementationVersion();
    return packaged == null ? "(not packaged)" : packaged;
  }
}
