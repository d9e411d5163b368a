package dev.roster.storage.search;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A source of connections that counts the statements that are prepared on them. */
public final class Statements extends DelegatingDataSource {
  private final AtomicInteger prepared = new AtomicInteger();

  public Statements(DataSource source) {
    super(source);
  }

  /** How many since the last time. */
  public int counted() {
    return prepared.getAndSet(0);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            Statements.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().startsWith("prepare")) prepared.incrementAndGet();
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException failed) {
                throw failed.getCause();
              }
            });
  }
}
