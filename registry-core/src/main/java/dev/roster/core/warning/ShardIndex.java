package dev.roster.core.warning;

import dev.roster.core.artifact.ArtifactFile;
import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.signature.UnreadableFile;
import dev.roster.core.version.Warning.Code;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The files over which the weights of a model are spread, as {@code model.safetensors.index.json}
 * and {@code pytorch_model.bin.index.json} name them in their {@code weight_map}.
 */
final class ShardIndex implements FileCheck {
  private static final int MAX_LENGTH = 16 << 20;
  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public boolean isFor(ArtifactPath path, long size) {
    return path.fileName().endsWith(".index.json") && size <= MAX_LENGTH;
  }

  @Override
  public int maxFiles() {
    return 20;
  }

  @Override
  public void check(ArtifactFile file, FoundWarnings found) throws UnreadableFile {
    String path = file.path().text();
    for (String shard : shards(file.bytes())) {
      String place = FoundWarnings.place(path, shard);
      if (place == null || found.size(place) < 0)
        found.add(
            path,
            Code.FILE_MISSING,
            "names %s, which is not among the files. Upload all parts of the model"
                .formatted(shard));
    }
  }

  /** Reads the names alone; a map of millions of weights is never held. */
  private static Set<String> shards(byte[] json) throws UnreadableFile {
    Set<String> shards = new LinkedHashSet<>();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) return Set.of();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean map = parser.currentName().equals("weight_map");
        if (parser.nextToken() != JsonToken.START_OBJECT || !map) {
          parser.skipChildren();
          continue;
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          if (parser.nextToken() == JsonToken.VALUE_STRING) shards.add(parser.getString());
          else parser.skipChildren();
          if (shards.size() > FoundWarnings.MAX * 100)
            throw new UnreadableFile("names more than 10,000 files");
        }
      }
      return shards;
    } catch (JacksonException malformed) {
      throw new UnreadableFile("is not JSON");
    }
  }
}
