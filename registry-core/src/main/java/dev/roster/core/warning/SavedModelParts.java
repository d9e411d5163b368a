package dev.roster.core.warning;

import dev.roster.core.artifact.ArtifactFile;
import dev.roster.core.artifact.ArtifactPath;
import dev.roster.core.signature.FileBytes;
import dev.roster.core.signature.ReadBudget;
import dev.roster.core.signature.UnreadableFile;
import dev.roster.core.signature.WireReader;
import dev.roster.core.version.Warning.Code;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables and assets of a SavedModel. A graph without variables has no saver. Field numbers:
 * tensorflow/tensorflow, core/protobuf/saved_model.proto and meta_graph.proto.
 */
final class SavedModelParts implements FileCheck {
  private static final long MAX_BYTES = 32L << 20;
  private static final int MAX_PIECES = 256;
  private static final Pattern SHARD = Pattern.compile("variables\\.data-\\d{5}-of-(\\d{5})");

  @Override
  public boolean isFor(ArtifactPath path, long size) {
    return path.fileName().equals("saved_model.pb");
  }

  @Override
  public int maxFiles() {
    return 8;
  }

  @Override
  public void check(ArtifactFile file, FoundWarnings found) throws UnreadableFile {
    FileBytes bytes =
        new FileBytes(file::bytes, file.size(), new ReadBudget(MAX_BYTES, MAX_PIECES));
    String path = file.path().text();
    boolean saves = false;
    WireReader model = new WireReader(bytes);
    while (model.next()) {
      if (model.field() != 2) continue;
      WireReader graph = model.message();
      while (graph.next()) {
        saves |= graph.field() == 3;
        if (graph.field() == 6) asset(graph.message(), path, found);
      }
    }
    if (saves) variables(path, found);
  }

  private static void asset(WireReader asset, String path, FoundWarnings found)
      throws UnreadableFile {
    while (asset.next()) {
      if (asset.field() != 2) continue;
      String place = FoundWarnings.place(path, "assets/" + asset.text());
      if (place != null && !found.has(place)) missing("its asset", place, path, found);
    }
  }

  private static void variables(String path, FoundWarnings found) {
    String folder = FoundWarnings.folder(path) + "variables/";
    if (found.size(folder + "variables.index") < 0)
      missing("its variables", folder + "variables.index", path, found);
    int shards = 1;
    for (String other : found.paths()) {
      if (!other.startsWith(folder)) continue;
      Matcher shard = SHARD.matcher(other.substring(folder.length()));
      if (shard.matches()) shards = Math.max(shards, Integer.parseInt(shard.group(1)));
    }
    for (int i = 0; i < Math.min(shards, FoundWarnings.MAX); i++) {
      String shard = folder + "variables.data-%05d-of-%05d".formatted(i, shards);
      if (found.size(shard) < 0) missing("its variables", shard, path, found);
    }
  }

  private static void missing(String what, String place, String path, FoundWarnings found) {
    found.add(
        path,
        Code.FILE_MISSING,
        "has %s in %s, which is not among the files. Upload the whole folder"
            .formatted(what, place));
  }
}
