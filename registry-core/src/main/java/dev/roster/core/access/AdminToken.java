package dev.roster.core.access;

import dev.roster.core.digest.Sha256;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The operator's token, given by the settings; only its digest is kept. */
public final class AdminToken {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{32,512}");
  private static final Principal ADMIN =
      new Principal("admin", "admin", null, List.of(Grant.onAll(Role.ADMIN)));

  private final byte @Nullable [] digest;

  private AdminToken(byte @Nullable [] digest) {
    this.digest = digest;
  }

  /**
   * @throws IllegalArgumentException the text is too weak to be one
   */
  public static AdminToken of(String text) {
    if (!FORM.matcher(text).matches())
      throw new IllegalArgumentException(
          "the admin token is not 32 or more characters of A-Z a-z 0-9 . _ -");
    return new AdminToken(Sha256.hash(text));
  }

  /** No such token: only those made over the API hold. */
  public static AdminToken none() {
    return new AdminToken(null);
  }

  /** The operator; empty if there is no such token. */
  Optional<Principal> principal() {
    return digest == null ? Optional.empty() : Optional.of(ADMIN);
  }

  Optional<Principal> authenticate(String presented) {
    boolean same = digest != null && MessageDigest.isEqual(digest, Sha256.hash(presented));
    return same ? Optional.of(ADMIN) : Optional.empty();
  }
}
