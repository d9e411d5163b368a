package dev.roster.outbound;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.hc.core5.function.Decorator;
import org.apache.hc.core5.reactor.IOSession;

/** Ends a connection that sent more than it may, whatever it sends: head, body or neither. */
final class ReadLimit implements Decorator<IOSession> {
  static final int MAX_BYTES = 64 << 10;

  /** The other side sent more than it may. */
  static final class Exceeded extends IOException {
    Exceeded() {
      super("more than %d bytes".formatted(MAX_BYTES));
    }
  }

  @Override
  public IOSession decorate(IOSession session) {
    int[] left = {MAX_BYTES};
    return (IOSession)
        Proxy.newProxyInstance(
            IOSession.class.getClassLoader(),
            new Class<?>[] {IOSession.class},
            (proxy, method, arguments) -> {
              Object result;
              try {
                result = method.invoke(session, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
              if (method.getName().equals("read") && (left[0] -= Math.max(0, (int) result)) < 0)
                throw new Exceeded();
              return result;
            });
  }
}
