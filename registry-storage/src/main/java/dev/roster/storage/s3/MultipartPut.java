package dev.roster.storage.s3;

import static dev.roster.storage.s3.StoreCircuit.unavailable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Puts one object in parts. While one part is sent to the store, the next is read from the client.
 */
final class MultipartPut {
  private static final Logger LOG = LoggerFactory.getLogger(MultipartPut.class);

  private final S3Client s3;
  private final StoreCircuit circuit;
  private final String bucket;
  private final String key;
  private final ExecutorService senders;

  MultipartPut(
      S3Client s3, StoreCircuit circuit, String bucket, String key, ExecutorService senders) {
    this.s3 = s3;
    this.circuit = circuit;
    this.bucket = bucket;
    this.key = key;
    this.senders = senders;
  }

  /** Sends two filled parts and the rest of the stream. */
  long send(Part first, Part second, InputStream rest) throws IOException {
    String upload =
        circuit.call(() -> s3.createMultipartUpload(b -> b.bucket(bucket).key(key))).uploadId();
    boolean complete = false;
    try {
      List<CompletedPart> parts = new ArrayList<>();
      long size = sendAll(upload, first, second, rest, parts);
      circuit.call(
          () ->
              s3.completeMultipartUpload(
                  b ->
                      b.bucket(bucket)
                          .key(key)
                          .uploadId(upload)
                          .multipartUpload(m -> m.parts(parts))));
      complete = true;
      return size;
    } finally {
      if (!complete) abort(upload);
    }
  }

  private long sendAll(
      String upload, Part first, Part second, InputStream rest, List<CompletedPart> sent)
      throws IOException {
    long size = 0;
    Part going = first;
    Part coming = second;
    while (!going.isEmpty()) {
      Part part = going;
      int number = sent.size() + 1;
      Future<CompletedPart> answer = senders.submit(() -> send(upload, number, part));
      try {
        if (number > 1) coming.fill(rest);
      } finally {
        sent.add(await(answer)); // the buffer and the upload are in use until then
      }
      size += part.length();
      going = coming;
      coming = part;
    }
    return size;
  }

  private CompletedPart send(String upload, int number, Part part) {
    String tag =
        s3.uploadPart(
                b -> b.bucket(bucket).key(key).uploadId(upload).partNumber(number), part.body())
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  private static CompletedPart await(Future<CompletedPart> answer) {
    try {
      return answer.get();
    } catch (ExecutionException failed) {
      throw unavailable(failed.getCause());
    } catch (InterruptedException stopping) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw unavailable(stopping);
    }
  }

  private void abort(String upload) {
    try {
      s3.abortMultipartUpload(b -> b.bucket(bucket).key(key).uploadId(upload));
    } catch (SdkException failed) { // the collector discards the key later
      LOG.info(
          "The parts of {} remain in the store until they are collected: {}",
          key,
          failed.getMessage());
    }
  }
}
