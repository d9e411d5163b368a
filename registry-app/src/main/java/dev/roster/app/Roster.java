package dev.roster.app;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The server. */
@SpringBootApplication(scanBasePackages = "dev.roster")
public class Roster {}
