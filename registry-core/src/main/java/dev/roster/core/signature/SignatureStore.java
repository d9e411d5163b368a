package dev.roster.core.signature;

import dev.roster.core.reference.VersionRef;
import dev.roster.core.version.Signature;
import dev.roster.core.version.SignatureSource;
import org.jspecify.annotations.Nullable;

/** Stores the signature of a version with its source. The caller has locked the version. */
public interface SignatureStore {
  void save(VersionRef version, @Nullable Signature signature, SignatureSource source);
}
