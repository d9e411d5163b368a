package dev.roster.outbound;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Takes the head of an answer, and lets its body go by. */
final class AnswerConsumer implements AsyncResponseConsumer<HttpResponse> {
  private static final int AT_ONCE = 4 << 10;

  private volatile @Nullable HttpResponse head;
  private volatile @Nullable FutureCallback<HttpResponse> result;

  /** The head, if it has come; also where the body did not end. */
  @Nullable HttpResponse head() {
    return head;
  }

  @Override
  public void consumeResponse(
      HttpResponse response,
      @Nullable EntityDetails body,
      HttpContext context,
      FutureCallback<HttpResponse> callback) {
    head = response;
    result = callback;
    if (body == null) callback.completed(response);
  }

  @Override
  public void informationResponse(HttpResponse response, HttpContext context) {}

  @Override
  public void updateCapacity(CapacityChannel channel) throws IOException {
    channel.update(AT_ONCE);
  }

  @Override
  public void consume(ByteBuffer bytes) {
    bytes.position(bytes.limit());
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers) {
    FutureCallback<HttpResponse> waiting = result;
    if (waiting != null) waiting.completed(head);
  }

  @Override
  public void failed(Exception cause) {}

  @Override
  public void releaseResources() {}
}
