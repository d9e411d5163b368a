package dev.roster.core.approval;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;

/** A registry in which nobody asks for anything, for tests of moves. */
public final class NoRequests {
  /** Finds no request; anything else that is asked of the store fails. */
  public static final RequestStore STORE =
      (RequestStore)
          Proxy.newProxyInstance(
              NoRequests.class.getClassLoader(),
              new Class<?>[] {RequestStore.class},
              (store, method, arguments) -> {
                if (method.getReturnType() == Optional.class) return Optional.empty();
                if (method.getReturnType() == List.class) return List.of();
                throw new UnsupportedOperationException(method.getName());
              });

  private NoRequests() {}

  @SuppressWarnings("NullAway") // nothing is closed
  public static RequestClosing closing() {
    return new RequestClosing(STORE, null);
  }
}
