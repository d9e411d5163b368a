package dev.roster.app.settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Refuses settings that would expose or lose data. */
public final class Safety {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._-]{32,512}");

  private Safety() {}

  /**
   * @throws StartRefused for the first unsafe setting
   */
  public static void check(Settings settings) {
    checkNames(settings);
    checkToken(settings);
    checkTls(settings.roster().tls());
    checkAddress(settings.roster());
    checkWaits(settings.roster().datasource());
    checkEngines(settings);
  }

  private static void checkNames(Settings settings) {
    List<String> written =
        settings.namesWritten().stream().filter(name -> name.startsWith("roster.")).toList();
    if (written.isEmpty()) return; // the names of the environment are the operator's own affair
    List<String> known = Catalogue.ofClasspath().names();
    for (String name : written)
      if (!Catalogue.knows(known, name))
        throw new StartRefused(
            "There is no setting " + name + ".",
            Catalogue.nearest(known, name).map(near -> "Did you mean " + near + "? ").orElse("")
                + "All settings: ./roster start --print-config");
  }

  private static void checkToken(Settings settings) {
    Optional<String> token = settings.value("roster.admin-token");
    if (token.isPresent() && !TOKEN.matcher(token.get()).matches())
      throw new StartRefused(
          "The admin token is too weak, or contains characters that a token cannot have.",
          "Set ROSTER_ADMIN_TOKEN to 32 to 512 of A-Z a-z 0-9 . _ -, for example from `openssl rand"
              + " -hex 32`; or leave it out, then Roster makes one.");
  }

  private static void checkWaits(RosterSettings.Datasource datasource) {
    boolean bounded =
        datasource.poolWait().compareTo(Duration.ofMillis(250)) >= 0
            && Stream.of(
                    datasource.statementTimeout(),
                    datasource.lockTimeout(),
                    datasource.idleTransactionTimeout())
                .allMatch(wait -> wait.toMillis() > 0 && wait.toMillis() <= Integer.MAX_VALUE);
    if (!bounded)
      throw new StartRefused(
          "A timeout of the database is missing or out of range.",
          "Set roster.datasource.pool-wait to 250ms or more, and statement-timeout, lock-timeout and"
              + " idle-transaction-timeout to more than 0.");
  }

  private static void checkTls(RosterSettings.Tls tls) {
    if ((tls.certificate() == null) != (tls.privateKey() == null))
      throw new StartRefused(
          "TLS needs a certificate and its private key, and one of them is missing.",
          "Set both ROSTER_TLS_CERTIFICATE and ROSTER_TLS_PRIVATE_KEY to PEM files.");
    for (Path file : Stream.of(tls.certificate(), tls.privateKey()).filter(f -> f != null).toList())
      if (!Files.isReadable(file))
        throw new StartRefused(
            "The TLS file " + file + " cannot be read.",
            "Name a PEM file that this user may read.");
  }

  private static void checkAddress(RosterSettings settings) {
    if (settings.behindProxy() || settings.tls().isOn() || isLoopback(settings.address())) return;
    throw new StartRefused(
        "The address "
            + settings.address()
            + " is not loopback, so tokens would cross the network unencrypted.",
        "Set ROSTER_TLS_CERTIFICATE and ROSTER_TLS_PRIVATE_KEY; or set ROSTER_BEHIND_PROXY=true if"
            + " this server can be reached only through a proxy that terminates TLS; or leave"
            + " ROSTER_ADDRESS at 127.0.0.1.");
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      throw new StartRefused(
          "The address " + address + " does not belong to this machine.",
          "Set ROSTER_ADDRESS to an address of this machine, or leave it out for 127.0.0.1.",
          unknown);
    }
  }

  /**
   * @throws StartRefused if a database or a store is set, but not all of the settings that they
   *     need
   */
  public static void checkEngines(Settings settings) {
    if (settings.isEmbedded()) return;
    List<String> missing =
        Stream.of(
                "roster.datasource.url",
                "roster.s3.endpoint",
                "roster.s3.bucket",
                "roster.s3.access-key",
                "roster.s3.secret-key")
            .filter(name -> settings.value(name).isEmpty())
            .map(name -> name.toUpperCase(java.util.Locale.ROOT).replaceAll("[.-]", "_"))
            .toList();
    if (missing.isEmpty()) return;
    throw new StartRefused(
        "A database or a store is set, but not all of the settings that they need: "
            + String.join(", ", missing)
            + " missing.",
        "Set these too; or unset both ROSTER_DATASOURCE_URL and ROSTER_S3_ENDPOINT to use the"
            + " embedded engines.");
  }
}
