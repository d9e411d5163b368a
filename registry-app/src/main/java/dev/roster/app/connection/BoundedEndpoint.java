package dev.roster.app.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accepts connections up to a limit for each client, and closes those whose head is too slow. */
final class BoundedEndpoint extends NioEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(BoundedEndpoint.class);
  private volatile int maxPerClient = Integer.MAX_VALUE;

  void setMaxPerClient(int maxPerClient) {
    this.maxPerClient = maxPerClient;
  }

  @Override
  protected boolean setSocketOptions(SocketChannel socket) {
    try {
      if (isWithinLimit(socket)) return super.setSocketOptions(socket);
    } catch (OutOfMemoryError buffers) { // which would end the thread that accepts connections
      LOG.warn("a connection was closed, as there is no memory for its buffers");
    }
    destroySocket(socket);
    return true; // nothing is left to be closed
  }

  /** Counts only when the client could be over its limit. */
  private boolean isWithinLimit(SocketChannel socket) {
    if (getConnections().size() < maxPerClient) return true;
    try {
      String client = ((InetSocketAddress) socket.getRemoteAddress()).getAddress().getHostAddress();
      return getConnections().stream()
              .filter(c -> client.equals(c.getRemoteAddr()) && !isWaiting(c))
              .count()
          < maxPerClient;
    } catch (IOException gone) {
      return false;
    }
  }

  /** Calls that wait for changes have a token, and limits of their own. */
  private static boolean isWaiting(SocketWrapperBase<?> connection) {
    return connection.getCurrentProcessor() instanceof BoundedProcessor processor
        && processor.isWaiting();
  }

  /** Closes the connections whose head began before this time and is not complete. */
  void closeSlowHeads(long nanoTime) {
    getConnections().stream()
        .filter(
            connection ->
                connection.getCurrentProcessor() instanceof BoundedProcessor waiting
                    && waiting.hasWaitedSince(nanoTime))
        .forEach(connection -> processSocket(connection, SocketEvent.ERROR, true));
  }
}
