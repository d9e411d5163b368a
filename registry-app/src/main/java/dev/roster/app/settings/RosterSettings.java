package dev.roster.app.settings;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the server as a whole.
 *
 * @param port The port of the API; 0 means any free port.
 * @param address The address that the server binds to. An address that is not loopback needs TLS or
 *     behind-proxy.
 * @param behindProxy Whether the server is behind a reverse proxy that terminates TLS. The server
 *     then trusts the proxy's X-Forwarded headers.
 * @param dataDir The folder for the data of the embedded engines, the settings file and the admin
 *     token.
 * @param tempDir The folder for temporary files; {@code tmp} in the data folder if it is not set.
 *     Servers can share it: each has a folder of its own in it, and deletes at its start what
 *     killed servers left.
 * @param adminToken The token of the first administrator: 32 or more letters (A-Z, a-z), digits and
 *     characters of {@code . _ -}. If it is not set, the server creates one and stores it in the
 *     data folder.
 * @param tls The TLS certificate of the server.
 * @param datasource Your own PostgreSQL, instead of the embedded one.
 */
@ConfigurationProperties("roster")
public record RosterSettings(
    @DefaultValue("8080") int port,
    @DefaultValue("127.0.0.1") String address,
    @DefaultValue("false") boolean behindProxy,
    @DefaultValue("data") Path dataDir,
    @Nullable Path tempDir,
    @Nullable String adminToken,
    @DefaultValue Tls tls,
    @DefaultValue Datasource datasource) {

  /** The folder for temporary files. */
  public Path temporary() {
    return tempDir == null ? dataDir.resolve("tmp") : tempDir;
  }

  /**
   * The TLS certificate of the server.
   *
   * @param certificate The PEM file with the certificate of the server and its chain.
   * @param privateKey The PEM file with the private key of the certificate.
   */
  public record Tls(@Nullable Path certificate, @Nullable Path privateKey) {
    boolean isOn() {
      return certificate != null && privateKey != null;
    }
  }

  /**
   * Your own PostgreSQL.
   *
   * @param url The JDBC URL of your PostgreSQL, for example {@code
   *     jdbc:postgresql://host:5432/roster}.
   * @param username The database role that owns Roster's tables.
   * @param password The password of the database role.
   * @param poolSize The largest number of database connections of this server.
   * @param poolWait How long a call waits for a free connection before it is answered with 503.
   * @param statementTimeout How long a statement may take before it is cancelled and the call is
   *     answered with 503.
   * @param lockTimeout How long a statement waits for a lock that another call holds before the
   *     call is answered with 409.
   * @param idleTransactionTimeout How long a transaction may be idle before it is rolled back.
   */
  public record Datasource(
      @Nullable String url,
      @Nullable String username,
      @Nullable String password,
      @DefaultValue("20") int poolSize,
      @DefaultValue("3s") Duration poolWait,
      @DefaultValue("30s") Duration statementTimeout,
      @DefaultValue("5s") Duration lockTimeout,
      @DefaultValue("60s") Duration idleTransactionTimeout) {
    @Override
    public String toString() {
      return "Datasource[" + Secret.maskedIn(url) + "]";
    }
  }

  @Override
  public String toString() {
    return "RosterSettings[port=" + port + ", address=" + address + ", dataDir=" + dataDir + "]";
  }
}
