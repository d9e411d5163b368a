package dev.roster.app.faults;

import dev.roster.app.OwnEngines;
import dev.roster.storage.Engines;
import java.io.IOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket behind a {@link StoreProxy}. */
final class FaultyBucket implements FaultyStore {
  private final Engines.Bucket bucket = Engines.bucket();
  private final S3Client client = bucket.client();
  private final StoreProxy proxy;

  FaultyBucket(Ambush ambush) {
    proxy = new StoreProxy(URI.create(bucket.endpoint()), ambush);
    proxy.open();
  }

  @Override
  public List<String> flags() {
    return OwnEngines.flags(
        new Engines.Bucket(
            proxy.endpoint(),
            bucket.name(),
            bucket.accessKey(),
            bucket.secretKey(),
            bucket.region()));
  }

  @Override
  public List<String> flagsPastFaults() {
    return OwnEngines.flags(bucket);
  }

  @Override
  public boolean hasCalls() {
    return true;
  }

  @Override
  public Set<String> keys() {
    Set<String> keys = new HashSet<>();
    client.listObjectsV2Paginator(b -> b.bucket(bucket.name()).prefix("blobs/")).contents().stream()
        .map(S3Object::key)
        .forEach(keys::add);
    return keys;
  }

  @Override
  public List<String> unfinished() {
    return client.listMultipartUploads(b -> b.bucket(bucket.name())).uploads().stream()
        .map(upload -> "parts of " + upload.key())
        .toList();
  }

  @Override
  public void trouble(double share, Random random) {
    proxy.trouble(share, random);
  }

  @Override
  public void cut() {
    proxy.cut();
  }

  @Override
  public void mend() {
    proxy.mend();
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    client.close();
  }
}
