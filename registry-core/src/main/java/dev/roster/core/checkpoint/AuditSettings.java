package dev.roster.core.checkpoint;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the audit log is signed.
 *
 * @param name The name of the log in its checkpoints, with neither blanks nor `+`, for example
 *     `registry.example.org/audit`. By default Roster makes one at the first start. It is set once:
 *     a log keeps the name of its first checkpoint.
 * @param keyFile A file with the Ed25519 private key that signs checkpoints, in PEM (PKCS 8). By
 *     default Roster makes a key at the first start and keeps it in the database.
 */
@ConfigurationProperties("roster.audit")
public record AuditSettings(@Nullable String name, @Nullable Path keyFile) {
  private static final Pattern NAME = Pattern.compile("[!-*,-~]{1,200}");

  public AuditSettings {
    if (name != null && name.isEmpty()) name = null;
    if (name != null && !NAME.matcher(name).matches())
      throw new IllegalArgumentException(
          "roster.audit.name must have 1 to 200 visible ASCII characters and no +, but was \""
              + name
              + "\".");
  }
}
