package dev.roster.core.access;

/** Keys that all replicas share. */
public interface SecretStore {
  /** The 32 random bytes of that name; the first call makes them. */
  byte[] secret(String name);
}
