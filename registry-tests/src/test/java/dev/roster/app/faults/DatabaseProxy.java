package dev.roster.app.faults;

import dev.roster.app.faults.CrashPoint.Moment;
import dev.roster.storage.Engines;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/** Stands before PostgreSQL, sees the statements and commits, and holds one when it is told to. */
final class DatabaseProxy extends Proxy {
  private final URI engine;
  private final Ambush ambush;

  DatabaseProxy(Engines.Database database, Ambush ambush) {
    this(URI.create(database.url().substring("jdbc:".length())), ambush);
  }

  private DatabaseProxy(URI engine, Ambush ambush) {
    super(engine);
    this.engine = engine;
    this.ambush = ambush;
  }

  /** Statements stay unnamed, so that they and COMMIT can be seen in the stream. */
  String url() {
    return "jdbc:postgresql://127.0.0.1:%d%s?prepareThreshold=0"
        .formatted(port(), engine.getPath());
  }

  @Override
  void serve(Socket client, Socket upstream) throws IOException {
    AtomicBoolean held = new AtomicBoolean();
    start(() -> back(client, upstream, held));
    StringBuilder transaction = new StringBuilder();
    InputStream in = client.getInputStream();
    OutputStream out = upstream.getOutputStream();
    byte[] piece = new byte[64 << 10];
    for (int read; (read = in.read(piece)) >= 0; ) {
      String text = new String(piece, 0, read, StandardCharsets.ISO_8859_1);
      if (text.contains("BEGIN\0")) transaction.setLength(0);
      transaction.append(text);
      boolean ends = transaction.indexOf("COMMIT\0") >= 0 || transaction.indexOf("ROLLBACK\0") >= 0;
      if (ends) {
        String sent = transaction.toString();
        transaction.setLength(0);
        if (sent.contains("COMMIT\0") && isHeld(client, out, held, sent, piece, read)) return;
      }
      out.write(piece, 0, read);
    }
  }

  private boolean isHeld(
      Socket client, OutputStream out, AtomicBoolean held, String sent, byte[] piece, int read)
      throws IOException {
    if (ambush.isAt(Moment.BEFORE, point -> point.isStatement(sent))) {
      hold(client);
      return true;
    }
    if (ambush.isAt(Moment.AFTER, point -> point.isStatement(sent))) {
      held.set(true);
      out.write(piece, 0, read);
      hold(client);
      return true;
    }
    return false;
  }

  private static void back(Socket client, Socket upstream, AtomicBoolean held) throws IOException {
    byte[] piece = new byte[64 << 10];
    InputStream in = upstream.getInputStream();
    for (int read; (read = in.read(piece)) >= 0; )
      if (!held.get()) client.getOutputStream().write(piece, 0, read);
    client.close();
  }
}
