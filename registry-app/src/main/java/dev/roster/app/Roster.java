package dev.roster.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The server. */
@SpringBootApplication(scanBasePackages = "dev.roster")
public class Roster {
  public static void main(String[] arguments) {
    SpringApplication.run(Roster.class, arguments);
  }
}
