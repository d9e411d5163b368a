package dev.roster.app.settings;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings of the server as a whole.
 *
 * @param port The port of the API; 0 takes a free one.
 * @param address The address that the port is bound to. One that is not loopback needs TLS, or
 *     behind-proxy.
 * @param behindProxy Whether the server runs behind a proxy that terminates TLS; its X-Forwarded
 *     headers are believed.
 * @param dataDir The folder of the embedded engines, the settings file and the admin token.
 * @param adminToken The token of the first administrator: 32 or more of A-Z a-z 0-9 . _ -. Left
 *     out, one is made and kept in the data folder.
 * @param tls The server's certificate.
 * @param datasource A PostgreSQL of yours, instead of the embedded one.
 */
@ConfigurationProperties("roster")
public record RosterSettings(
    @DefaultValue("8080") int port,
    @DefaultValue("127.0.0.1") String address,
    @DefaultValue("false") boolean behindProxy,
    @DefaultValue("data") Path dataDir,
    @Nullable String adminToken,
    @DefaultValue Tls tls,
    @DefaultValue Datasource datasource) {

  /**
   * The server's certificate.
   *
   * @param certificate A PEM file with the certificate and its chain.
   * @param privateKey The PEM file of its private key.
   */
  public record Tls(@Nullable Path certificate, @Nullable Path privateKey) {
    boolean isOn() {
      return certificate != null && privateKey != null;
    }
  }

  /**
   * A PostgreSQL of yours.
   *
   * @param url Its JDBC URL, jdbc:postgresql://host:5432/roster.
   * @param username The role that owns Roster's tables.
   * @param password That role's password.
   * @param poolSize How many connections this server keeps at most.
   * @param poolWait How long a call waits for a free connection; then 503.
   * @param statementTimeout How long a statement may take; then 503.
   * @param lockTimeout How long a statement waits for what another call holds; then 409.
   * @param idleTransactionTimeout How long a transaction may be idle; then it is rolled back.
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
