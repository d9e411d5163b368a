package dev.roster.core.signature;

import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Signature;
import dev.roster.core.version.SignatureSource;
import org.jspecify.annotations.Nullable;

/** Where a version's signature is kept with where it is from. The version's row is locked. */
public interface SignatureStore {
  void save(VersionRef version, @Nullable Signature signature, SignatureSource source);
}
