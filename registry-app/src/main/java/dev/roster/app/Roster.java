package dev.roster.app;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;

/** The server. */
@SpringBootApplication(
    scanBasePackages = "dev.roster",
    exclude = UserDetailsServiceAutoConfiguration.class) // callers are tokens
public class Roster {}
