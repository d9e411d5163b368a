package dev.roster.core.policy;

import dev.roster.core.lineage.Reproducibilities;
import dev.roster.core.model.ModelStore;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.Optional;

/** A registry in which nobody defined a policy, for tests of moves. */
public final class NoPolicies {
  private NoPolicies() {}

  /** Finds no policy in force; anything else that is asked of the store fails. */
  private static final PolicyInForceStore STORE =
      (PolicyInForceStore)
          Proxy.newProxyInstance(
              NoPolicies.class.getClassLoader(),
              new Class<?>[] {PolicyInForceStore.class},
              (store, method, arguments) -> {
                if (method.getReturnType() == Optional.class) return Optional.empty();
                throw new UnsupportedOperationException(method.getName());
              });

  @SuppressWarnings("NullAway") // nothing is appended
  public static Policies policies(ModelStore models) {
    return new Policies(null, STORE, models, null, null, Clock.systemUTC());
  }

  @SuppressWarnings("NullAway") // no policy asks for facts
  public static PolicyGates gates() {
    return new PolicyGates(
        null, null, null, null, null, (Reproducibilities) null, null, Clock.systemUTC());
  }
}
