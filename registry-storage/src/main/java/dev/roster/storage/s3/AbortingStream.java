package dev.roster.storage.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The body of a response. If it is closed before its end, it aborts the connection instead of
 * reading the rest.
 */
final class AbortingStream extends FilterInputStream {
  private final ResponseInputStream<GetObjectResponse> body;
  private boolean ended;

  AbortingStream(ResponseInputStream<GetObjectResponse> body) {
    super(body);
    this.body = body;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    ended |= read < 0;
    return read;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int read = super.read(into, offset, length);
    ended |= read < 0;
    return read;
  }

  @Override
  public void close() throws IOException {
    if (ended) super.close();
    else body.abort();
  }
}
