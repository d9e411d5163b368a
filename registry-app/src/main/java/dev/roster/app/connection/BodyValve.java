package dev.roster.app.connection;

import dev.roster.core.problem.ProblemCode;
import dev.roster.http.access.RouteTable;
import dev.roster.http.connection.ClientConnection;
import dev.roster.http.problem.Problems;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many bodies arrive at a time and how slowly. A body that is not wanted is not read:
 * the answer is sent, the client gets a moment to read it, and the connection is closed.
 */
final class BodyValve extends ValveBase {
  private final ConnectionSettings settings;
  private final RouteTable routes;
  private final ArrivingBodies bodies;

  BodyValve(ConnectionSettings settings, RouteTable routes, ArrivingBodies bodies) {
    super(true);
    this.settings = settings;
    this.routes = routes;
    this.bodies = bodies;
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    BoundedProcessor processor = BoundedProcessor.of(request);
    processor.resume(request);
    handle(request, response);
    if (!request.isAsync()) return;
    processor.await(request);
    request.setAttribute(ClientConnection.ATTRIBUTE, processor);
  }

  private void handle(Request request, Response response) throws IOException, ServletException {
    if (response.isError()) { // Tomcat cannot read the request
      getNext().invoke(request, response);
      close(request, response);
    } else if (request.getProtocol().isEmpty()) {
      BoundedProcessor.of(request).answerAsHttp1();
      Problems.write(
          response,
          ProblemCode.MALFORMED_REQUEST,
          "The request line names no version of HTTP; send the request as HTTP/1.1.");
      close(request, response);
    } else if (hasBody(request)) {
      read(request, response);
    } else {
      if (routes.sendsFile(request)) BoundedProcessor.of(request).prepareForFile();
      BoundedProcessor.of(request).body().begin(0, settings.bodyTimeout(), () -> {});
      getNext().invoke(request, response);
    }
  }

  private static boolean hasBody(Request request) {
    return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
  }

  private void read(Request request, Response response) throws IOException, ServletException {
    ArrivingBody body = BoundedProcessor.of(request).body();
    boolean isFile = routes.takesFile(request);
    Duration timeout = isFile ? settings.uploadTimeout() : settings.bodyTimeout();
    body.begin(request.getContentLengthLong(), timeout, () -> {});
    if (isFile && !isHere(body)) BoundedProcessor.of(request).prepareForFile();
    String client = String.valueOf(request.getRemoteAddr());
    if (isHere(body)) {
      getNext().invoke(request, response);
    } else if (bodies.add(client)) {
      AtomicBoolean counted = new AtomicBoolean(true);
      Runnable ended =
          () -> {
            if (counted.getAndSet(false)) bodies.remove(client);
          };
      body.begin(request.getContentLengthLong(), timeout, ended);
      try {
        getNext().invoke(request, response);
      } finally {
        ended.run();
      }
    } else {
      refuse(response);
    }
    if (!request.isAsync() && body.missing() > 0) leave(request, response, body);
  }

  /** Whether the rest of the body has come with the head. Such a body keeps nobody waiting. */
  private static boolean isHere(ArrivingBody body) {
    return body.missing() <= body.available();
  }

  private static void refuse(Response response) throws IOException {
    Problems.write(
        response,
        ProblemCode.TOO_MANY_REQUESTS,
        "Too many bodies of requests are arriving at this moment; repeat the call after the time in"
            + " Retry-After.");
  }

  /** Ends a request whose body was not read. If all of it is here, there is nothing to wait for. */
  private static void leave(Request request, Response response, ArrivingBody body)
      throws IOException {
    if (!isHere(body)) {
      close(request, response);
      return;
    }
    Ignored piece = new Ignored();
    while (body.missing() > 0 && request.getCoyoteRequest().doRead(piece) >= 0)
      ; // so that closing the connection does not take the answer with it
  }

  private static void close(Request request, Response response) throws IOException {
    org.apache.coyote.Request coyote = request.getCoyoteRequest();
    boolean awaits = coyote.hasExpectation() && coyote.getBytesRead() == 0;
    if (!response.isCommitted()) response.setHeader("Connection", "close");
    response.finishResponse();
    coyote.action(ActionCode.DISABLE_SWALLOW_INPUT, null); // which also closes the connection
    if (!awaits) BoundedProcessor.of(request).linger();
  }

  private static final class Ignored implements ApplicationBufferHandler {
    @Override
    public void setByteBuffer(ByteBuffer buffer) {
      // not wanted
    }

    @Override
    public @Nullable ByteBuffer getByteBuffer() {
      return null;
    }

    @Override
    public void expand(int size) {
      // not wanted
    }
  }
}
