import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Opens connections that wait for changes, and says when the news came to each. It has one thread, as it runs on the
 * cores of the server that it measures.
 *
 * <pre>java Watch.java HOST:PORT COUNT TOKEN PATH NEEDLE [IF-NONE-MATCH]</pre>
 *
 * It prints "waiting SECONDS" when all are connected and, with an empty line on its input, "news" and the milliseconds since
 * the epoch at which the first, the middle and the last of them had received the NEEDLE.
 */
class Watch {
  private static final int CONNECTING = 50;

  private final ByteBuffer buffer = ByteBuffer.allocate(64 << 10);
  private final Selector selector = Selector.open();
  private final InetSocketAddress server;
  private final String request;
  private final String needle;
  private final boolean streams;
  private final long[] arrived;
  private int opened;
  private int waiting;
  private int received;
  private int failed;

  private static final class One {
    String text = "";
    boolean isWaiting;
    boolean isDone;
  }

  Watch(String[] arguments) throws IOException {
    String[] address = arguments[0].split(":");
    server = new InetSocketAddress(address[0], Integer.parseInt(address[1]));
    arrived = new long[Integer.parseInt(arguments[1])];
    needle = arguments[4];
    streams = arguments.length == 5;
    request =
        "GET %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n%s\r\n"
            .formatted(
                arguments[3],
                arguments[0],
                arguments[2],
                streams ? "" : "If-None-Match: " + arguments[5] + "\r\n");
  }

  public static void main(String[] arguments) throws Exception {
    Watch watch = new Watch(arguments);
    long begin = System.nanoTime();
    watch.connectAll();
    System.out.printf("waiting %.1f%n", (System.nanoTime() - begin) / 1e9);
    watch.receiveAll();
    Arrays.sort(watch.arrived);
    System.out.printf(
        "news %d %d %d failed %d%n",
        watch.arrived[0],
        watch.arrived[watch.arrived.length / 2],
        watch.arrived[watch.arrived.length - 1],
        watch.failed);
  }

  /** A stream waits when its first comment is here; a call without any sign of life, when it was sent. */
  private void connectAll() throws IOException, InterruptedException {
    while (waiting + failed < arrived.length) {
      while (opened < arrived.length && opened - waiting - failed < CONNECTING) {
        SocketChannel channel = SocketChannel.open(server);
        channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, new One());
        opened++;
        if (!streams) {
          waiting++;
          if (opened % CONNECTING == 0) Thread.sleep(50);
        }
      }
      if (streams) select(1000);
    }
    if (!streams) Thread.sleep(1000);
  }

  private void receiveAll() throws IOException {
    while (received + failed < arrived.length) select(1000);
  }

  private void select(long millis) throws IOException {
    selector.select(millis);
    for (SelectionKey key : selector.selectedKeys()) read(key);
    selector.selectedKeys().clear();
  }

  private void read(SelectionKey key) throws IOException {
    One one = (One) key.attachment();
    buffer.clear();
    int read;
    try {
      read = ((SocketChannel) key.channel()).read(buffer);
    } catch (IOException reset) {
      read = -1;
    }
    if (read < 0) {
      key.channel().close();
      if (!one.isDone) {
        if (failed++ == 0) System.err.println("closed: " + one.text);
      }
      return;
    }
    one.text += new String(buffer.array(), 0, read, StandardCharsets.UTF_8);
    if (streams && !one.isWaiting && one.text.contains(":\n\n")) {
      one.isWaiting = true;
      waiting++;
    }
    if (!one.isDone && one.text.contains(needle)) {
      one.isDone = true;
      arrived[received++] = System.currentTimeMillis();
    }
  }
}
