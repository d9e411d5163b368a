package dev.roster.app.start;

import dev.roster.app.embedded.AdminTokenFile;
import dev.roster.app.settings.RosterSettings;
import dev.roster.app.settings.Settings;
import java.io.PrintStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** The text that a started server prints for the person at the terminal. */
record Banner(String url, String text) {
  static Banner of(
      ConfigurableApplicationContext context, Settings settings, @Nullable AdminTokenFile token) {
    Environment environment = context.getEnvironment();
    String url = url(settings.roster(), environment.getProperty("local.server.port", ""));
    return new Banner(
        url,
        """

        Roster is ready.

          API          %1$s/api/v1
          Swagger UI   %1$s/swagger-ui.html
          Health       %1$s/actuator/health
          Metrics      %1$s/actuator/prometheus
          Data         %2$s
          Admin token  %3$s

        Next, in another terminal:  %4$s
        Stop with Ctrl-C.
        """
            .formatted(url, data(settings), token(token), next(url, token)));
  }

  private static String url(RosterSettings settings, String port) {
    boolean secure = settings.tls().certificate() != null;
    boolean everywhere = settings.address().equals("0.0.0.0") || settings.address().equals("::");
    String host = everywhere ? "localhost" : settings.address();
    return (secure ? "https" : "http")
        + "://"
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + port;
  }

  private static String data(Settings settings) {
    if (settings.isEmbedded())
      return settings.roster().dataDir().toAbsolutePath().normalize()
          + "  (embedded PostgreSQL and S3)";
    return settings.value("roster.datasource.url").orElse("").replaceAll("\\?.*", "")
        + " and "
        + settings.value("roster.s3.endpoint").orElse("");
  }

  private static String token(@Nullable AdminTokenFile token) {
    if (token == null) return "set by ROSTER_ADMIN_TOKEN";
    // a token in a file or a collector of logs is no secret
    return token.made() && Terminal.isThere()
        ? token.text() + "\n               (made now, kept in " + token.file() + ")"
        : "in " + token.file();
  }

  private static String next(String url, @Nullable AdminTokenFile token) {
    String bearer = token == null ? "$ROSTER_ADMIN_TOKEN" : "$(cat " + token.file() + ")";
    return "curl -H \"Authorization: Bearer " + bearer + "\" " + url + "/api/v1/models";
  }

  void print(PrintStream out) {
    out.println(text);
    out.flush();
  }
}
