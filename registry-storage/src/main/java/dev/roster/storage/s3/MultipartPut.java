package dev.roster.storage.s3;

import static dev.roster.storage.s3.StoreCircuit.unavailable;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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
 * Puts one object in parts. While two parts are sent to the store, the next is read from the
 * client.
 */
final class MultipartPut {
  private static final Logger LOG = LoggerFactory.getLogger(MultipartPut.class);

  /** The buffers of a stream. With all else that it needs, it stays within 16 MiB. */
  private static final int BUFFERS = 3;

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
        StoreCircuit.required(
            circuit.call(() -> s3.createMultipartUpload(b -> b.bucket(bucket).key(key))).uploadId(),
            "UploadId");
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
    Deque<Sending> underWay = new ArrayDeque<>();
    long size = 0;
    int number = 0;
    try {
      for (Part part = first; !part.isEmpty(); ) {
        underWay.add(begin(upload, ++number, part));
        size += part.length();
        part = number == 1 ? second : filled(free(underWay, sent), rest);
      }
      while (!underWay.isEmpty()) sent.add(await(underWay.remove().answer()));
      return size;
    } finally {
      underWay.forEach(MultipartPut::settle); // they use the upload and the buffers
    }
  }

  private record Sending(Part part, Future<CompletedPart> answer) {}

  private Sending begin(String upload, int number, Part part) {
    return new Sending(part, senders.submit(() -> send(upload, number, part)));
  }

  /** Returns a buffer that no part is sent from. */
  private static Part free(Deque<Sending> underWay, List<CompletedPart> sent) {
    if (underWay.size() < BUFFERS && !underWay.element().answer().isDone()) return new Part();
    Sending oldest = underWay.remove();
    sent.add(await(oldest.answer()));
    return oldest.part();
  }

  private static Part filled(Part part, InputStream from) throws IOException {
    part.fill(from);
    return part;
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

  private static void settle(Sending sending) {
    try {
      sending.answer().get();
    } catch (ExecutionException failed) {
      LOG.debug("A part of a put that failed was not sent either", failed.getCause());
    } catch (InterruptedException stopping) {
      sending.answer().cancel(true);
      Thread.currentThread().interrupt();
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
