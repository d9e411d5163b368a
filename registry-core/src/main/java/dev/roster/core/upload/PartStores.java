package dev.roster.core.upload;

import java.util.function.Supplier;

/** The stores that take parts, one for each way. */
public final class PartStores {
  private final PartStore server;
  private final Supplier<DirectPartStore> store;
  private final boolean isReachable;

  /**
   * @param server takes the parts that come through the server
   * @param store takes the parts that clients send; asked for when it is first used
   * @param isReachable whether clients are known to reach the store
   */
  public PartStores(PartStore server, Supplier<DirectPartStore> store, boolean isReachable) {
    this.server = server;
    this.store = store;
    this.isReachable = isReachable;
  }

  PartStore by(Via via) {
    return via == Via.STORE ? store.get() : server;
  }

  DirectPartStore direct() {
    return store.get();
  }

  /** The way of an upload that does not name one. */
  Via usual() {
    return isReachable ? Via.STORE : Via.SERVER;
  }
}
