package dev.roster.core.access;

/** Keys that all replicas share. */
public interface SecretStore {
  /** The 32 random bytes of that name, made by whoever asks first. */
  byte[] secret(String name);
}
