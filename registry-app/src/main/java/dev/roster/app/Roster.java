package dev.roster.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** The server. */
@SpringBootApplication(
    scanBasePackages = "dev.roster",
    exclude = UserDetailsServiceAutoConfiguration.class) // callers are tokens
public class Roster {
  /**
   * Runs the server's context, for the build alone: it prepares the definitions of all beans, so
   * that no start looks for them. What an operator starts is {@code RosterServer}.
   */
  public static void main(String[] arguments) {
    SpringApplication.run(Roster.class, arguments);
  }
}
