package dev.roster.core.webhook;

import dev.roster.core.access.SealedBox;
import dev.roster.core.access.SecretStore;
import org.springframework.stereotype.Component;

/** Encrypts the secrets of webhooks, which Roster has to read again in order to sign. */
@Component
class SecretKeeping {
  private static final String KEY = "webhooks";

  private final SecretStore secrets;

  SecretKeeping(SecretStore secrets) {
    this.secrets = secrets;
  }

  byte[] seal(SigningSecret secret) {
    return box().seal(secret.key());
  }

  SigningSecret open(byte[] sealed) {
    return new SigningSecret(
        box()
            .open(sealed)
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "A secret of a webhook was encrypted under another key.")));
  }

  private SealedBox box() {
    return new SealedBox(secrets.secret(KEY));
  }
}
