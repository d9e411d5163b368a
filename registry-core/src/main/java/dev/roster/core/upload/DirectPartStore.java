package dev.roster.core.upload;

import java.net.URI;
import java.time.Duration;

/** A store to which clients send parts themselves. */
public interface DirectPartStore extends PartStore {
  /**
   * Signs a URL by which anyone can PUT this part of exactly this size, until the time has passed.
   * The URL is a secret.
   */
  URI sign(PartedObject object, int number, long size, Duration lifetime);
}
